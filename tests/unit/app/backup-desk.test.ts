import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BackupDesk } from '../../../lib/app/backup-desk.svelte';
import { saveBlob } from '../../../lib/app/save-file';
import { packNext } from '../../../lib/store/packs';
import { addWholeWalks } from '../../../lib/store/whole-walks';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

vi.mock('../../../lib/app/save-file', () => ({ saveBlob: vi.fn() }));
afterEach(() => vi.mocked(saveBlob).mockClear());

describe('saving a backup', () => {
  it('saves one, and says of which walk samples are missing because the disk has damaged them', async () => {
    const { database } = freshDatabase();
    const { walk, ...rest } = recordedWalk(3_000);
    await addWholeWalks(database, [{ walk: { ...walk, catName: 'Mia', timeZone: 'UTC' }, ...rest }]);
    await packNext(database, walk.id, -Infinity);
    const desk = new BackupDesk(database);
    expect(await desk.save()).toBe(true);
    expect(desk.done).toMatch(/^The backup is written\. /);
    await database.run(async (connection) => {
      const pack = (await connection.get('packBytes', [walk.id, 0]))!;
      pack.bytes[pack.bytes.length >> 1]! ^= 1;
      await connection.put('packBytes', pack);
    });
    expect(await desk.save()).toBe(true);
    expect(desk.done).toMatch(/^The backup is written, without some samples .*: Mia, .*\d{4}, \d\d:\d\d\. /);
    expect(desk.trouble).toBeNull();
    expect(saveBlob).toHaveBeenCalledTimes(2);
  });
});

describe('bringing a backup back', () => {
  it('says of which walk the damaged samples are whole again', async () => {
    const { database } = freshDatabase();
    const { walk, ...rest } = recordedWalk(3_000);
    await addWholeWalks(database, [{ walk: { ...walk, catName: 'Mia', timeZone: 'UTC' }, ...rest }]);
    await packNext(database, walk.id, -Infinity);
    const desk = new BackupDesk(database);
    await desk.save();
    const [{ content }] = vi.mocked(saveBlob).mock.calls[0]!;
    const file = new File([content], 'backup.jsonl.gz');
    await desk.open(file);
    await desk.restore('merge');
    expect(desk.done).toBe('What was missing is here now.');
    await database.run(async (connection) => {
      const pack = (await connection.get('packBytes', [walk.id, 0]))!;
      pack.bytes[pack.bytes.length >> 1]! ^= 1;
      await connection.put('packBytes', pack);
    });
    await desk.open(file);
    await desk.restore('merge');
    expect(desk.done).toMatch(
      /^What was missing is here now\. Samples that the disk had damaged are whole again: Mia, .*\d{4}, \d\d:\d\d\.$/,
    );
  });
});
