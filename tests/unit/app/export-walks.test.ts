import 'fake-indexeddb/auto';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { exportAllWalks, exportWalk } from '../../../lib/app/export-walks';
import { DETECTOR_VERSION } from '../../../lib/app/pipeline';
import { readWalkParquet } from '../../../lib/exchange/walk-parquet';
import { readWalksJson } from '../../../lib/exchange/walks-json';
import { addWholeWalks } from '../../../lib/store/whole-walks';
import { freeze, tension } from '../../support/example-detections';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

const OTHER = '01900000-0000-7000-8000-000000000002';

/** Two walks in which a freeze was found, and of one the owner has said what was not so and what was. */
async function twoWalks() {
  const { database } = freshDatabase();
  const [first, second] = [recordedWalk(), recordedWalk(3_000, { id: OTHER })] as const;
  second.marks = [];
  second.corrections = [];
  for (const { detections } of [first, second]) {
    detections[0]!.detectorVersion = DETECTOR_VERSION;
    detections[0]!.events = [freeze(2_000, 5_000), tension(6_000, 7_500, 'pull')];
  }
  const word = { walkId: first.walk.id, createdAtMs: 10, deletedAtMs: null };
  first.corrections = [
    { ...word, id: 'more', say: 'add', kind: 'freeze', startMs: 4_000, endMs: 8_000 },
    {
      ...word,
      id: 'no',
      say: 'reject',
      subject: { by: 'detector', kind: 'tension', startMs: 6_000, endMs: 7_500 },
    },
  ];
  await addWholeWalks(database, [first, second]);
  return { database, first, second };
}

const filesIn = async (blob: Blob): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(new Uint8Array(await blob.arrayBuffer()))).map(([name, bytes]) => [
      name,
      strFromU8(bytes, true),
    ]),
  );

describe('many walks as one file', () => {
  it('are samples, events and a table as CSV, and how far it is is told', async () => {
    const { database } = await twoWalks();
    const say = vi.fn();
    const { name, content } = await exportAllWalks(database, 'csv-zip', say);
    expect(name).toMatch(/\.zip$/);
    expect(say.mock.lastCall![0]).toMatchObject({ fraction: 1 });
    const files = await filesIn(content);
    expect(Object.keys(files).map((path) => path.split('/').at(-1))).toEqual([
      'samples.csv',
      'events.csv',
      'samples.csv',
      'events.csv',
      'walks.csv',
    ]);
    for (const [path, text] of Object.entries(files))
      expect(text.split('\n').length, path).toBeGreaterThan(2);
  });

  it('are a Parquet file each, which come back to the byte', async () => {
    const { database, first, second } = await twoWalks();
    const { content } = await exportAllWalks(database, 'parquet-zip', () => {});
    const files = unzipSync(new Uint8Array(await content.arrayBuffer()));
    const walks = await Promise.all(
      Object.entries(files).map(([path, bytes]) => {
        expect(path).toMatch(/^[^/]+\.parquet$/);
        return readWalkParquet(bytes.slice().buffer);
      }),
    );
    const byId = new Map(walks.map((walk) => [walk.walk.id, walk]));
    expect(byId.get(first.walk.id)).toEqual(first);
    expect(byId.get(OTHER)).toEqual(second);
  });

  it('are one JSON, which gives the same records', async () => {
    const { database, first, second } = await twoWalks();
    const { content } = await exportAllWalks(database, 'json', () => {});
    const { walks } = readWalksJson(await content.text());
    expect(new Map(walks.map((walk) => [walk.walk.id, walk]))).toEqual(
      new Map([first, second].map((walk) => [walk.walk.id, walk])),
    );
  });
});

describe('what the owner said of events', () => {
  it('stands beside each in the file of events', async () => {
    const { database, first } = await twoWalks();
    const { content } = await exportWalk(database, first.walk.id, 'events-csv');
    const lines = (await content.text())
      .split('\n')
      .filter((line) => line.startsWith(first.walk.id) && !line.includes(',mark '));
    expect(lines.map((line) => line.split(',').slice(2))).toEqual([
      ['2', '5', 'freeze', '', '', '', '0.9', '', '', '2.5', '', ''],
      // What nobody measured is empty.
      ['4', '8', 'freeze', '', '', '', '', '', 'added', '', '', ''],
      ['6', '7.5', 'tension', 'pull', '6.24', '5', '0.9', '', 'rejected', '6.5', '', ''],
    ]);
  });

  it('counts in the table, as on the page', async () => {
    const { database, first } = await twoWalks();
    const { content } = await exportAllWalks(database, 'table-csv', () => {});
    const [head, ...rows] = (await content.text()).split('\n').map((line) => line.split(','));
    const cell = (id: string, name: string) => rows.find(([own]) => own === id)![head!.indexOf(name)];
    expect(cell(first.walk.id, 'pulls')).toBe('0');
    expect(cell(first.walk.id, 'freezes')).toBe('2');
  });

  it('is what BORIS codes: no rejected event, and two freezes that overlap are one', async () => {
    const { database, first } = await twoWalks();
    const { content } = await exportWalk(database, first.walk.id, 'boris');
    const { observations } = JSON.parse(await content.text()) as {
      observations: Record<string, { events: [number, string, string][] }>;
    };
    const [{ events }] = Object.values(observations) as [{ events: [number, string, string][] }];
    const coded = events.filter(([, , code]) => code !== 'mark').map(([atS, , code]) => [atS, code]);
    expect(coded).toEqual([
      [2, 'freeze'],
      [8, 'freeze'],
    ]);
  });
});
