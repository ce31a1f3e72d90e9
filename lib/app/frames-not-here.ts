import { readChunks } from '../store/chunks';
import type { Database } from '../store/database';
import { listWalks } from '../store/walks';
import type { Frame } from '../tag/frame';
import { chunkFrames } from './chunk-frames';
import { wrapSeq } from './committed-seq';

/** A walk that began this long before a boot has none of its frames, ms. Half a day for clocks that were set: ours. */
const CLOCKS_DIFFER_MS = 12 * 3_600_000;

/**
 * Frames of one boot that no walk has yet. The browser calls a device by another id each time that it is started (Chromium
 * 156), so that the id in a walk proves nothing later on: the same boot, number and samples do. A note, which no walk keeps, is
 * taken for known when the frames of samples around it are. Rejects with `StoreError`.
 *
 * @param bootedAtMs epoch ms: older walks are not looked into
 */
export async function framesNotHere(
  database: Database,
  { bootId, bootedAtMs }: { bootId: number; bootedAtMs: number },
  frames: readonly Frame[],
): Promise<Frame[]> {
  const sorted = [...frames].sort((a, b) => a.seq - b.seq);
  const bySeq = new Map(sorted.map((frame) => [wrapSeq(frame.seq), frame]));
  const here = new Set<Frame>();
  for (const walk of await listWalks(database)) {
    if (walk.startedAtMs < bootedAtMs - CLOCKS_DIFFER_MS) continue;
    for await (const chunk of readChunks(database, walk.id)) {
      if (chunk.bootId !== bootId) continue;
      for (const { frame } of chunkFrames(chunk)) {
        const same = bySeq.get(wrapSeq(frame.seq));
        if (same && same.kind === frame.kind && String(same.counts) === String(frame.counts)) here.add(same);
      }
    }
  }
  if (here.size === 0) return sorted;
  let isKnown = false;
  const fresh: Frame[] = [];
  let notes: Frame[] = [];
  for (const frame of sorted) {
    if (frame.kind === 'note') {
      notes.push(frame);
      continue;
    }
    if (!isKnown || !here.has(frame)) fresh.push(...notes);
    notes = [];
    isKnown = here.has(frame);
    if (!isKnown) fresh.push(frame);
  }
  return isKnown ? fresh : [...fresh, ...notes];
}
