import { putChunk, readChunks } from '../../lib/store/chunks';
import { Database } from '../../lib/store/database';
import type { WalkChunk } from '../../lib/walk/walk';

const MINUTES = 6;
const RATE_HZ = 100;
const FRAME = 20;
const SAMPLES = MINUTES * 60 * RATE_HZ;

/** What it takes to write some minutes of samples and to read them back, ms. */
export type StoreCost = Record<'chunks' | 'rows' | 'one value', { writeMs: number; readMs: number }>;

/**
 * Six minutes of motion and tension at 100 Hz through IndexedDB: in the chunks of the product, a transaction each second as
 * while a walk is recorded; one row a sample, all in one transaction, as quick as that can be; and as one single value.
 */
export async function timeStores(): Promise<StoreCost> {
  return { chunks: await chunks(), rows: await rows(), 'one value': await oneValue() };
}

async function chunks(): Promise<StoreCost['chunks']> {
  const name = 'bench-chunks';
  await gone(name);
  const database = new Database(name);
  const made = Array.from({ length: MINUTES * 60 }, (_, index) => chunkAt(index));
  await putChunk(database, { ...chunkAt(0), walkId: 'warm-up' });
  const writeMs = await timed(async () => {
    for (const chunk of made) await putChunk(database, chunk);
  });
  let read = 0;
  const readMs = await timed(async () => {
    for await (const { columns } of readChunks(database, 'bench')) read += columns[1]!.counts.length;
  });
  expectSamples(read);
  database.close();
  await gone(name);
  return { writeMs, readMs };
}

function chunkAt(second: number): WalkChunk {
  const starts = Array.from(
    { length: RATE_HZ / FRAME },
    (_, i) => second * 1000 + (i * 1000 * FRAME) / RATE_HZ,
  );
  return {
    walkId: 'bench',
    index: second,
    tag: 0,
    bootId: 1,
    fromMs: second * 1000,
    toMs: second * 1000 + 1000,
    columns: (['accel', 'tension'] as const).map((kind) => ({
      kind,
      seq: Float64Array.from(starts, (_, i) => second * 10 + i),
      tMs: Float64Array.from(starts),
      n: new Uint8Array(starts.length).fill(FRAME),
      counts: Int16Array.from({ length: RATE_HZ * (kind === 'accel' ? 3 : 1) }, (_, i) => (i * 37) % 4096),
    })),
  };
}

async function rows(): Promise<StoreCost['rows']> {
  const database = await plain('bench-rows');
  const writeMs = await timed(async () => {
    const writing = database.transaction('store', 'readwrite', { durability: 'relaxed' });
    for (let i = 0; i < SAMPLES; i++)
      writing
        .objectStore('store')
        .add({ walkId: 'bench', tMs: i * 10, x: i % 99, y: i % 98, z: i % 97, tensionN: i % 9 });
    await done(writing);
  });
  let read = 0;
  const readMs = await timed(async () => {
    const asking = database.transaction('store').objectStore('store').getAll();
    read = ((await answer(asking)) as unknown[]).length;
  });
  expectSamples(read);
  database.close();
  await gone('bench-rows');
  return { writeMs, readMs };
}

async function oneValue(): Promise<StoreCost['one value']> {
  const database = await plain('bench-value');
  const writeMs = await timed(async () => {
    const writing = database.transaction('store', 'readwrite', { durability: 'relaxed' });
    writing.objectStore('store').add(new Int16Array(SAMPLES * 4));
    await done(writing);
  });
  let read = 0;
  const readMs = await timed(async () => {
    const asking = database.transaction('store').objectStore('store').getAll();
    read = ((await answer(asking)) as Int16Array[])[0]!.length / 4;
  });
  expectSamples(read);
  database.close();
  await gone('bench-value');
  return { writeMs, readMs };
}

function expectSamples(read: number): void {
  if (read !== SAMPLES) throw new Error(`${read} samples came back, not ${SAMPLES}`);
}

async function plain(name: string): Promise<IDBDatabase> {
  await gone(name);
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('store', { autoIncrement: true });
  return (await answer(opening)) as IDBDatabase;
}

function gone(name: string): Promise<unknown> {
  return answer(indexedDB.deleteDatabase(name));
}

function answer(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
  });
}

function done(writing: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    writing.oncomplete = () => resolve();
    writing.onabort = () => reject(writing.error ?? new Error('IndexedDB gave up'));
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
