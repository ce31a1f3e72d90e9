import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { restoreBackup, writeBackup } from '../../../lib/app/backup';
import { exportAllWalks, exportWalk } from '../../../lib/app/export-walks';
import { loadReplay } from '../../../lib/app/replay-data';
import { DETECTOR_VERSION } from '../../../lib/app/pipeline';
import { canThin, thinWalk } from '../../../lib/app/thin-walks';
import { verdictAfter } from '../../../lib/app/verdict-on';
import type { MinMaxPyramid } from '../../../lib/charts/min-max-pyramid';
import type { Database } from '../../../lib/store/database';
import { putDetections } from '../../../lib/store/detections';
import { readSamplesUse } from '../../../lib/store/overviews';
import { packNext } from '../../../lib/store/packs';
import { purgeDeletedBefore } from '../../../lib/store/trash';
import { deleteWalk, openWalk, readWalk } from '../../../lib/store/walks';
import { addWholeWalks, readWholeWalk } from '../../../lib/store/whole-walks';
import { exampleDetections } from '../../support/example-detections';
import { exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

afterEach(() => vi.restoreAllMocks());

const AT = 1_760_000_000_000;
const quiet = () => {};

async function withWalk(isPacked = true) {
  const { database } = freshDatabase();
  const recorded = recordedWalk(20_000);
  await addWholeWalks(database, [recorded]);
  if (isPacked) await packNext(database, recorded.walk.id, -Infinity);
  return { database, recorded, walk: recorded.walk };
}

function samplesLeft(database: Database) {
  return database.run(async (connection) => ({
    chunks: await connection.count('chunks'),
    packs: await connection.count('packs'),
    packBytes: await connection.count('packBytes'),
    overviews: await connection.count('overviews'),
  }));
}

/** Lowest and highest value within each whole second, by looking at every sample. */
function scan({ tMs, values }: MinMaxPyramid, seconds: number): number[] {
  const found = Array.from({ length: 2 * seconds }, () => NaN);
  for (let i = 0; i < tMs.length; i++) {
    const second = Math.floor(tMs[i]! / 1000);
    if (Number.isNaN(values[i]!) || second < 0 || second >= seconds) continue;
    if (!(found[2 * second]! <= values[i]!)) found[2 * second] = values[i]!;
    if (!(found[2 * second + 1]! >= values[i]!)) found[2 * second + 1] = values[i]!;
  }
  return found;
}

describe('a walk that is thinned out', () => {
  it.each([true, false])('lets its samples go and nothing else (packed before: %s)', async (isPacked) => {
    const { database, recorded, walk } = await withWalk(isPacked);
    const before = await readWholeWalk(database, walk.id);
    const found = (await loadReplay(database, walk.id))!.detections;
    const thinned = await thinWalk(database, walk, AT);
    expect(thinned).toEqual({ ...walk, thinnedAtMs: AT });
    expect(await samplesLeft(database)).toEqual({ chunks: 0, packs: 0, packBytes: 0, overviews: 1 });
    const after = await readWholeWalk(database, walk.id);
    expect({ ...after, walk: null, chunks: null, detections: null }).toEqual({
      ...before,
      walk: null,
      chunks: null,
      detections: null,
    });
    expect(after.detections).toContainEqual(found);
    expect(after.detections).toEqual(expect.arrayContaining(recorded.detections));
    expect(canThin(thinned)).toBe(false);
  });

  it('is replayed from the lowest and highest value of each second: no peak is lost', async () => {
    const { database, walk } = await withWalk();
    const before = (await loadReplay(database, walk.id))!;
    await thinWalk(database, walk, AT);
    const after = (await loadReplay(database, walk.id))!;
    expect(after.detections).toEqual(before.detections);
    expect(after.marks).toEqual(before.marks);
    expect(after.series.durationMs).toBe(before.series.durationMs);
    for (const name of ['tension', 'motion'] as const)
      expect([...after.series[name]!.values]).toEqual(scan(before.series[name]!, 20));
    expect(after.series.tension!.max).toBe(before.series.tension!.max);
    expect(after.series.link!.values).toHaveLength(40);
    expect(after.series.accel).toBeNull();
  });

  it('keeps what a former version of the detectors found, where the present one never saw it', async () => {
    const { database, walk } = await withWalk();
    await thinWalk(database, walk, AT);
    await database.run(async (connection) => {
      const transaction = connection.transaction('detections', 'readwrite');
      const [newest] = (await transaction.store.getAll()).slice(-1);
      await transaction.store.clear();
      for (const version of ['9', '10'])
        await transaction.store.put({ ...newest!, detectorVersion: version });
    });
    expect((await loadReplay(database, walk.id))!.detections.detectorVersion).toBe('10');
  });

  it('is judged by what was found while its samples were there, after the detectors became others', async () => {
    const { database } = freshDatabase();
    const walk = exampleWalk({
      stepNumber: 8,
      status: 'ended',
      durationMs: 300_000,
      tags: recordedWalk(1_000).walk.tags,
      review: { stress: 1, foodTaken: true, note: '' },
      thinnedAtMs: AT,
    });
    await openWalk(database, walk);
    const unseen = await verdictAfter(database, walk);
    const found = exampleDetections(300_000, { walkId: walk.id });
    for (const detectorVersion of ['9', '10'])
      await putDetections(database, { ...found, detectorVersion, summary: { ...found.summary, bolts: 9 } });
    await putDetections(database, { ...found, detectorVersion: '11' });
    const seen = await verdictAfter(database, walk);
    expect(seen).not.toEqual(unseen);
    await putDetections(database, { ...found, detectorVersion: DETECTOR_VERSION });
    expect(seen).toEqual(await verdictAfter(database, walk));
  });

  it('says so in every export', async () => {
    const { database, walk } = await withWalk();
    await thinWalk(database, walk, AT);
    for (const format of ['samples-csv', 'parquet'] as const)
      await expect(exportWalk(database, walk.id, format)).rejects.toMatchObject({ code: 'thinned' });
    const json = JSON.parse(await (await exportWalk(database, walk.id, 'json')).content.text());
    expect(json.walks[0].walk.thinnedAtMs).toBe(AT);
    const table = await (await exportAllWalks(database, 'table-csv', quiet)).content.text();
    const [head, line] = table.split('\n').map((row) => row.split(','));
    expect(line![head!.indexOf('samples_thinned_out')]).toBe('true');
    const zip = await (await exportAllWalks(database, 'csv-zip', quiet)).content.text();
    expect(zip).toContain('samples-thinned-out.txt');
    expect(zip).not.toContain('/samples.csv');
  });

  it('gets its samples back from a backup of before', async () => {
    const { database, recorded, walk } = await withWalk();
    const { content } = await writeBackup(database, AT, quiet);
    await thinWalk(database, walk, AT);
    await restoreBackup(database, content, 'merge', quiet);
    const back = await readWholeWalk(database, walk.id);
    expect(back.chunks).toEqual(recorded.chunks);
    expect(back.walk.thinnedAtMs).toBeNull();
    expect((await loadReplay(database, walk.id))!.series.accel).not.toBeNull();
  });

  it('stays thinned in a backup of after, which former versions refuse by its number', async () => {
    const { database, walk } = await withWalk();
    await thinWalk(database, walk, AT);
    const before = await loadReplay(database, walk.id);
    const { content } = await writeBackup(database, AT, quiet);
    const text = await new Response(content.stream().pipeThrough(new DecompressionStream('gzip'))).text();
    expect(text.startsWith('{"format":"catpace-backup","version":2,')).toBe(true);
    const { database: other } = freshDatabase();
    await restoreBackup(other, content, 'merge', quiet);
    expect(await loadReplay(other, walk.id)).toEqual(before);
  });

  it('is cleared away whole', async () => {
    const { database, walk } = await withWalk();
    await thinWalk(database, walk, AT);
    await deleteWalk(database, walk.id, 5);
    await purgeDeletedBefore(database, Infinity);
    expect(await samplesLeft(database)).toMatchObject({ overviews: 0 });
  });
});

describe('a walk that cannot be thinned out', () => {
  it('because it is being recorded stays as it is', async () => {
    const { database } = freshDatabase();
    const recorded = recordedWalk(5_000, { status: 'recording', durationMs: null });
    await addWholeWalks(database, [recorded]);
    expect(canThin(recorded.walk)).toBe(false);
    await expect(thinWalk(database, recorded.walk, AT)).rejects.toMatchObject({ code: 'conflict' });
    expect(await readWholeWalk(database, recorded.walk.id)).toEqual(recorded);
  });

  it('because it had no tag is not offered', () => {
    expect(canThin(recordedWalk(1_000, { tags: [] }).walk)).toBe(false);
  });

  it.each([
    ['overviews', 'put'],
    ['walks', 'put'],
    ['packs', 'delete'],
    ['packBytes', 'delete'],
  ] as const)('because the disk fails at %s.%s keeps every sample', async (store, method) => {
    const { database, recorded, walk } = await withWalk();
    await putDetections(database, (await loadReplay(database, walk.id))!.detections);
    const original = IDBObjectStore.prototype[method] as (...all: unknown[]) => IDBRequest;
    const failing = vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...all: unknown[]
    ) {
      if (this.name === store) throw new DOMException('full', 'QuotaExceededError');
      return original.apply(this, all);
    } as never);
    await expect(thinWalk(database, walk, AT)).rejects.toMatchObject({ code: 'quota' });
    failing.mockRestore();
    expect((await readWholeWalk(database, walk.id)).chunks).toEqual(recorded.chunks);
    expect(await readWalk(database, walk.id)).toEqual(walk);
    expect(await samplesLeft(database)).toMatchObject({ packs: 1, packBytes: 1, overviews: 0 });
  });
});

it('what samples take is counted without reading them', async () => {
  const { database, walk } = await withWalk();
  await addWholeWalks(database, [
    { ...recordedWalk(2_000, { id: `${walk.id}9` }), marks: [], corrections: [], detections: [] },
  ]);
  const use = await readSamplesUse(database);
  // 20 s of 50 Hz × 3 and 80 Hz, two bytes each.
  expect(use.countBytes).toBe(20 * 2 * (150 + 80));
  expect([...use.packedBytes.keys()]).toEqual([walk.id]);
  expect(use.packedBytes.get(walk.id)).toBeLessThan(use.countBytes);
  expect(use.unpackedWalks).toBe(1);
});
