import type { StepChoice } from '../walk/step-choice';
import type { Database } from './database';
import { written } from './written';

/** An owner's choice, safe on disk when this resolves. Rejects with `conflict` when the id is taken. */
export function addChoice(database: Database, choice: StepChoice): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('choices', 'readwrite', { durability: 'strict' });
    await written(transaction, transaction.store.add(choice));
  });
}

/** All choices, the newest first. */
export function listChoices(database: Database): Promise<StepChoice[]> {
  return database.run(async (connection) =>
    (await connection.getAll('choices')).sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1)),
  );
}
