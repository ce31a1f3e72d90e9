import { Database } from '../../lib/store/database';

let made = 0;

/** A database of its own for each test. Needs `fake-indexeddb/auto` imported before. */
export function freshDatabase(): { database: Database; name: string } {
  const name = `test-${++made}`;
  return { database: new Database(name), name };
}
