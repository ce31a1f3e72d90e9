import type { Page } from 'playwright-core';
import type { StreamKind } from '../../../lib/tag/frame';
import type { Detections, Mark, Walk } from '../../../lib/walk/walk';
import { plainUnpack } from '../plain-unpack';
import type { BootRecord } from '../virtual-tag/tag-firmware';

/** One frame of samples, wherever it was found. */
export interface PlainFrame {
  kind: StreamKind;
  bootId: number;
  seq: number;
  /** Device time on the tag; ms on the walk's timeline in the database. */
  tMs: number;
  counts: number[];
}

export interface WalkRecord {
  walk: Walk;
  marks: Mark[];
  detections: Detections[];
  frames: PlainFrame[];
}

/** Everything that the database holds of a walk, read without any code of the product: chunks on their own and packed ones. */
export async function readWalkRecord(page: Page, walkId: string): Promise<WalkRecord> {
  const found = await page.evaluate(async (id) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('catpace');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    // The first version of the database had no packs.
    const names = ['walks', 'chunks', 'packBytes', 'marks', 'detections'];
    const hasPacks = database.objectStoreNames.contains('packBytes');
    const reading = database.transaction(names.filter((name) => name !== 'packBytes' || hasPacks));
    const range = IDBKeyRange.bound([id], [id, []]);
    const walk = reading.objectStore('walks').get(id);
    const chunks = reading.objectStore('chunks').getAll(range);
    const packs = hasPacks ? reading.objectStore('packBytes').getAll(range) : null;
    const marks = reading.objectStore('marks').index('byWalk').getAll(id);
    const detections = reading.objectStore('detections').getAll(range);
    await new Promise((resolve, reject) => {
      reading.oncomplete = resolve;
      reading.onerror = () => reject(reading.error);
    });
    database.close();
    // Plain numbers: typed arrays do not cross the debugger's wire unharmed.
    const columns = chunks.result.flatMap((chunk) =>
      chunk.columns.map((column: Record<'seq' | 'tMs' | 'n' | 'counts', ArrayLike<number>>) => ({
        ...column,
        bootId: chunk.bootId as number,
        seq: Array.from(column.seq),
        tMs: Array.from(column.tMs),
        n: Array.from(column.n),
        counts: Array.from(column.counts),
      })),
    );
    const packed = (packs?.result ?? []).map(({ bytes }) => Array.from(bytes as Uint8Array));
    return { walk: walk.result, marks: marks.result, detections: detections.result, columns, packed };
  }, walkId);
  if (!found.walk) throw new Error(`The database has no walk ${walkId}`);
  const frames: PlainFrame[] = [];
  const packed = found.packed.flatMap((bytes) => plainUnpack(Uint8Array.from(bytes)));
  for (const { kind, bootId, seq, tMs, n, counts } of [...packed, ...found.columns]) {
    let at = 0;
    const axes = kind === 'tension' ? 1 : 3;
    for (let i = 0; i < seq.length; i++) {
      const length = n[i]! * axes;
      frames.push({ kind, bootId, seq: seq[i]!, tMs: tMs[i]!, counts: counts.slice(at, at + length) });
      at += length;
    }
    if (at !== counts.length) throw new Error(`A chunk holds ${counts.length} counts for ${at}`);
  }
  return { walk: found.walk as Walk, marks: found.marks, detections: found.detections, frames };
}

/** Every walk of the database, in order of its start. */
export async function readAllWalkRecords(page: Page): Promise<WalkRecord[]> {
  const ids = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('catpace');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const all = database.transaction('walks').objectStore('walks').index('byStart').getAllKeys();
    await new Promise((resolve, reject) => {
      all.onsuccess = resolve;
      all.onerror = () => reject(all.error);
    });
    database.close();
    return all.result as string[];
  });
  const records: WalkRecord[] = [];
  for (const id of ids) records.push(await readWalkRecord(page, id));
  return records;
}

const KINDS: Partial<Record<number, StreamKind>> = { 1: 'accel', 2: 'tension', 3: 'gyro' };

/** The frames of samples that a tag has made, read from its bytes by the profile's text alone. */
export function framesOfTruth(boots: readonly BootRecord[]): PlainFrame[] {
  return boots.flatMap(({ bootId, frames }) =>
    frames.flatMap((bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const kind = KINDS[view.getUint8(0) >> 5];
      if (!kind) return [];
      const counts: number[] = [];
      for (let at = 8; at < bytes.length; at += 2) counts.push(view.getInt16(at, true));
      const seq = view.getUint8(1) | (view.getUint8(2) << 8) | (view.getUint8(3) << 16);
      return [{ kind, bootId, seq, tMs: view.getUint32(4, true), counts }];
    }),
  );
}

/** Who is who, over all boots. Sequence numbers as on the wire. */
export function frameKey({ bootId, seq }: PlainFrame): string {
  return `${bootId}:${seq % 2 ** 24}`;
}
