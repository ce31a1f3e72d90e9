import { gunzipSync, gzipSync } from 'fflate';
import { FrameCollector } from '../../lib/app/frame-collector';
import { gunzip, gzip } from '../../lib/store/gzip';
import { packChunks, unpackChunks } from '../../lib/store/pack-chunks';
import { streamsOf } from '../../lib/tag/catpace/config';
import { writeScript } from '../../lib/tag/demo/cat-script';
import { DEMO_CONFIG } from '../../lib/tag/demo/driver';
import { packNotifications } from '../../lib/tag/demo/pack-notifications';
import { sampleCat } from '../../lib/tag/demo/sample-cat';
import { createRandom } from '../../lib/tag/demo/seeded-random';
import { CLIPPED_COUNT } from '../../lib/tag/frame';
import type { WalkChunk } from '../../lib/walk/walk';

const SEED = 5;
/** The quarter of an hour is read four times: a whole hour of the demo cat would take longer to make than to measure. */
const WALK_MS = 900_000;
const READS_AN_HOUR = 4;
const CHUNK_MS = 1_000;
const PACK_CHUNKS = 256;
const ROUNDS = 9;

/** What an hour of a walk takes on the disk and in time. Shares are of the bare 16-bit counts, 0–1. */
export interface PackCost {
  countBytes: number;
  packedShare: number;
  fflateShare: number;
  readMs: number;
  fflateReadMs: number;
  /** Reads every count once and adds it up. */
  loopMs: number;
}

/** A quarter of an hour of the demo tag's walk as it is recorded: motion, turning and tension. */
export function demoChunks(): WalkChunk[] {
  const samples = sampleCat(writeScript(SEED, WALK_MS), SEED, DEMO_CONFIG, { zeroN: 0.6, readingN: 0 });
  const chunks: WalkChunk[] = [];
  let open = new FrameCollector({ tag: 0, bootId: SEED }, streamsOf(DEMO_CONFIG));
  let fromMs = 0;
  const seal = (): void => {
    chunks.push(open.seal('bench', chunks.length).chunk);
    open = new FrameCollector({ tag: 0, bootId: SEED }, streamsOf(DEMO_CONFIG));
  };
  for (const { frames } of packNotifications(samples, DEMO_CONFIG, 244))
    for (const frame of frames) {
      open.add({ frame, tMs: frame.tMs }, frame.seq);
      if (frame.tMs - fromMs < CHUNK_MS) continue;
      fromMs = frame.tMs;
      seal();
    }
  if (open.frames > 0) seal();
  return chunks;
}

/** The same with white noise on every count. @param sdCounts its standard deviation */
export function withNoise(chunks: readonly WalkChunk[], sdCounts: number): WalkChunk[] {
  const random = createRandom(SEED);
  const noisy = (count: number): number =>
    Math.max(-CLIPPED_COUNT, Math.min(CLIPPED_COUNT, Math.round(count + sdCounts * random.gaussian())));
  return chunks.map((chunk) => ({
    ...chunk,
    columns: chunk.columns.map((each) => ({ ...each, counts: each.counts.map(noisy) })),
  }));
}

/** Packs and reads back. Runs in Node and in a page alike. */
export async function packCost(chunks: readonly WalkChunk[]): Promise<PackCost> {
  const counts = chunks.flatMap(({ columns }) => columns.map((each) => each.counts));
  const countBytes = counts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const bare = new Int16Array(countBytes / 2);
  let at = 0;
  for (const each of counts) {
    bare.set(each, at);
    at += each.length;
  }
  const packs: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < chunks.length; from += PACK_CHUNKS)
    packs.push(await gzip(packChunks(chunks.slice(from, from + PACK_CHUNKS))));
  const fflate = gzipSync(new Uint8Array(bare.buffer));
  const read = async (): Promise<number> => {
    const back = await Promise.all(packs.map(async (pack) => unpackChunks('bench', await gunzip(pack))));
    return back.flat().length;
  };
  return {
    countBytes,
    packedShare: packs.reduce((sum, { length }) => sum + length, 0) / countBytes,
    fflateShare: fflate.length / countBytes,
    readMs: READS_AN_HOUR * (await fastestMs(read)),
    fflateReadMs: READS_AN_HOUR * (await fastestMs(() => gunzipSync(fflate).length)),
    loopMs:
      READS_AN_HOUR *
      (await fastestMs(() => {
        let sum = 1;
        for (let i = 0; i < bare.length; i++) sum += bare[i]! * bare[i]!;
        return sum;
      })),
  };
}

/** On a shared machine the fastest round says most of the work. */
async function fastestMs(work: () => number | Promise<number>): Promise<number> {
  let fastest = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const startMs = performance.now();
    if (!((await work()) > 0)) throw new Error('A benchmark came to nothing');
    fastest = Math.min(fastest, performance.now() - startMs);
  }
  return fastest;
}

/** What the page calls: data of an hour would not cross the debugger's wire. */
export function costOfDemo(noiseCounts: number): Promise<PackCost> {
  const chunks = demoChunks();
  return packCost(noiseCounts === 0 ? chunks : withNoise(chunks, noiseCounts));
}
