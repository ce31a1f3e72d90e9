import 'fake-indexeddb/auto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { exportWalk } from '../../../lib/app/export-walks';
import { ImportDesk } from '../../../lib/app/import-desk.svelte';
import { readFile } from '../../../lib/app/read-file';
import type { Database } from '../../../lib/store/database';
import { listWalks } from '../../../lib/store/walks';
import { addWholeWalks, readWholeWalk } from '../../../lib/store/whole-walks';
import { exampleCat } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

const HEADER = 't_ms,ax_g,ay_g,az_g,tension_n\n';
const rows = (n: number) => Array.from({ length: n }, (_, i) => `${i * 20},0,0,1,${i % 7}\n`).join('');
const csv = HEADER + rows(500);
const fileOf = (content: BlobPart, name = 'walk.csv') =>
  new File([content], name, { lastModified: 1_750_000_000_000 });
const choice = { startedAtMs: 1_749_000_000_000, stepNumber: 7 };

async function tried(content: BlobPart): Promise<{ desk: ImportDesk; database: Database }> {
  const { database } = freshDatabase();
  const desk = new ImportDesk(database);
  await desk.open(fileOf(content));
  return { desk, database };
}

describe('bringing walks in', () => {
  it('takes a recording as CSV once its cat and its time are said', async () => {
    const { desk, database } = await tried(csv);
    expect(desk.preview).toEqual({
      what: 'A recording as CSV',
      recording: { durationMs: 9_980, startedAtMs: 1_750_000_000_000 - 9_980, isStartKnown: false },
    });
    expect(await listWalks(database)).toEqual([]);
    expect(await desk.keep(exampleCat(), choice)).toBe(true);
    const [walk] = await listWalks(database);
    expect(walk).toMatchObject({
      catId: 'cat-1',
      stepNumber: 7,
      startedAtMs: choice.startedAtMs,
      durationMs: 9_980,
      status: 'ended',
    });
    expect(walk!.tags[0]).toMatchObject({ family: 'file', name: 'walk.csv' });
    expect(desk.done).toBe('1 walk was added.');
  });

  it('takes the same, packed', async () => {
    expect((await tried(gzipSync(csv))).desk.preview?.recording?.durationMs).toBe(9_980);
  });

  it('takes whole walks of another machine, once', async () => {
    const { database: other } = freshDatabase();
    const recorded = recordedWalk();
    await addWholeWalks(other, [recorded], [exampleCat()]);
    const { content } = await exportWalk(other, recorded.walk.id, 'json');
    const { desk, database } = await tried(content);
    await desk.keep(null, choice);
    expect(await readWholeWalk(database, recorded.walk.id)).toEqual(recorded);
    await desk.open(fileOf(content));
    await desk.keep(null, choice);
    expect(desk.done).toBe('0 walks were added. 1 was here already and stays as it is.');
    const again = await exportWalk(database, recorded.walk.id, 'json');
    expect(await again.content.text()).toBe(await content.text());
  });

  it.each<[string, BlobPart, string, RegExp]>([
    ['nothing', '', 'There is nothing in this file.', /The file is empty/],
    [
      'a picture',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]),
      'Catpace cannot read this kind of file.',
      /line 1/,
    ],
    ['a ZIP', 'PK\u0003\u0004xxxx', 'Catpace cannot read this kind of file.', /Unpack it/],
    ['gzip that is cut off', gzipSync(csv).subarray(0, 300), 'This file is not whole.', /cut off/],
    ['gzip that is damaged', gzipSync(csv).fill(7, 40, 60), 'This file is not whole.', /damaged/],
    [
      'CSV with a word in it',
      `${HEADER}0,0,0,1,0\n20,x,0,1,0\n`,
      'Something in this file cannot be.',
      /line 3/,
    ],
    [
      'CSV without an end',
      `${HEADER}0,0,0,1,0\n"20,0`,
      'Something in this file cannot be.',
      /line 3\. A quotation mark/,
    ],
    ['CSV without rows', HEADER, 'There is nothing in this file.', /no samples/],
    ['JSON that is cut off', '{"format":"catpace-walks","version":1,', 'This file is not whole.', /JSON/],
    [
      'a future file',
      '{"format":"catpace-walks","version":99}',
      'A newer Catpace made this file.',
      /version\. It is 99, and this Catpace reads 1\./,
    ],
    [
      'no text',
      new Uint8Array([0x7b, 0xff, 0xfe, 0xff]),
      'Catpace cannot read this kind of file.',
      /not text/,
    ],
  ])('refuses %s with its place, and keeps nothing', async (_, content, title, todo) => {
    const { desk, database } = await tried(content);
    if (!desk.trouble) await desk.keep(exampleCat(), choice);
    expect(desk.trouble?.title).toBe(title);
    expect(desk.trouble?.todo).toMatch(todo);
    expect(desk.trouble?.todo).toContain('Nothing was added.');
    expect(await listWalks(database)).toEqual([]);
  });

  it('refuses a bomb before memory is full, and does not read on', async () => {
    // 300 MB of spaces in 300 kB.
    const bomb = gzipSync(Buffer.alloc(300e6, 32).fill('{"format":', 0, 10), { level: 9 });
    let share = 0;
    await expect(readFile(new Blob([bomb]), (read) => (share = read))).rejects.toMatchObject({
      code: 'too-large',
    });
    expect(share).toBeGreaterThan(0);
  });

  it('refuses 1 GB of JSON by its size alone', async () => {
    const part = new Blob([new Uint8Array(50e6).fill(0x20)]);
    const huge = new Blob(['{', ...Array.from({ length: 20 }, () => part)]);
    let share = 0;
    await expect(readFile(huge, (read) => (share = read))).rejects.toMatchObject({ code: 'too-large' });
    // The first part that the browser hands over, at most.
    expect(share).toBeLessThan(0.06);
  });
});
