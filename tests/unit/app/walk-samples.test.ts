import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectionsFrom } from '../../../lib/app/detections-of';
import { analyse } from '../../../lib/app/pipeline';
import { inTurn, walkFrameBlocks, walkStreams } from '../../../lib/app/walk-samples';
import { samplesOf } from '../../../lib/exchange/stream-samples';
import { addWholeWalks } from '../../../lib/store/whole-walks';
import type { FrameColumns, Walk, WalkChunk } from '../../../lib/walk/walk';
import { exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';
import { seeded } from '../../support/synthetic-trace';

const KINDS = ['accel', 'tension', 'gyro'] as const;
/** A frame of each stream in this time, ms. */
const FRAME_MS = 200;

/** Two tags with streams of the same kinds; the first has no gyroscope by its own word, though frames of one come. */
function twoTagWalk(): Walk {
  const walk = exampleWalk({ status: 'ended', durationMs: 60_000 });
  const [tag] = walk.tags;
  const gyro = { kind: 'gyro' as const, unitPerCount: 0.061, rateHz: 50 };
  return { ...walk, tags: [tag!, { ...tag!, id: 'second', streams: [...tag!.streams, gyro] }] };
}

/** Chunks whose frames come in any order, of two tags that overlap, with values that are missing or at the limit. */
function chunksOf(walkId: string, seed: number, order: readonly number[]): WalkChunk[] {
  const random = seeded(seed);
  const column = (kind: FrameColumns['kind'], at: readonly number[]): FrameColumns => {
    const n = kind === 'tension' ? 16 : 10;
    const counts = new Int16Array(at.length * n * (kind === 'tension' ? 1 : 3));
    for (let i = 0; i < counts.length; i++) {
      const chance = random();
      counts[i] = chance < 0.01 ? -32_768 : chance < 0.02 ? 32_767 : 4_096 * (random() - 0.3);
    }
    return {
      kind,
      seq: Float64Array.from(at),
      tMs: Float64Array.from(at, (place) => place * FRAME_MS),
      n: new Uint8Array(at.length).fill(n),
      counts,
    };
  };
  return order.map((first, index) => {
    const at = [0, 1, 2].map((i) => 3 * first + i);
    const tMs = at.map((place) => place * FRAME_MS);
    return {
      walkId,
      index,
      tag: random() < 0.5 ? 0 : 1,
      bootId: 1,
      fromMs: tMs[0]!,
      toMs: tMs.at(-1)! + FRAME_MS,
      columns: KINDS.map((kind) => column(kind, at)),
    };
  });
}

describe('the samples of a walk', () => {
  it('are the same as whole streams and frame by frame, in whatever order they were recorded', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.shuffledSubarray(Array.from({ length: 40 }, (_, i) => i)),
        async (seed, order) => {
          const { database } = freshDatabase();
          const walk = twoTagWalk();
          const chunks = chunksOf(walk.id, seed, order);
          await addWholeWalks(database, [{ walk, chunks, marks: [], corrections: [], detections: [] }]);
          const blocks = [...(await walkFrameBlocks(database, walk))].map(({ block }) => block);
          const streams = await walkStreams(database, walk);
          for (const kind of KINDS) {
            const { tMs, values } = samplesOf(blocks, kind);
            const stream = streams.find((each) => each.kind === kind);
            expect(stream?.tMs ?? new Float64Array()).toEqual(tMs);
            expect(stream?.values ?? new Float32Array()).toEqual(values);
            const clipped = blocks.reduce((sum, each) => sum + (each.kind === kind ? each.clipped : 0), 0);
            expect(stream?.clipped ?? 0).toBe(clipped);
          }
          const cut = [...inTurn(streams)];
          for (const { kind, tMs, values } of streams) expect(samplesOf(cut, kind)).toEqual({ tMs, values });
          const { summary, events, activity, gaps } = analyse(blocks, {
            bodyKg: walk.bodyKg,
            gait: null,
            sensitivity: {},
          });
          expect(detectionsFrom(walk, streams)).toMatchObject({ summary, events, activity, gaps });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('of a walk without any are none', async () => {
    const { database } = freshDatabase();
    expect(await walkStreams(database, exampleWalk())).toEqual([]);
    expect([...inTurn([])]).toEqual([]);
  });
});
