import type { RecordedWalk } from '../../lib/exchange/recorded-walk';
import type { SampleBlock } from '../../lib/signal/sample-block';
import { unpack } from '../../lib/signal/unpack';
import type { SampleFrame } from '../../lib/tag/frame';
import type { FrameColumns, Walk, WalkChunk } from '../../lib/walk/walk';
import { freeze, exampleDetections, tension } from './example-detections';
import { exampleWalk } from './example-walk';
import { seeded } from './synthetic-trace';

/** A walk with all its records: frames of motion and tension each 200 ms with odd times, two events and three marks. */
export function recordedWalk(durationMs = 10_000, over: Partial<Walk> = {}): RecordedWalk {
  const walk = exampleWalk({
    status: 'ended',
    durationMs,
    target: { minMs: 300_000, maxMs: null, aim: 'light' },
    advice: { atMs: [2_100.5, 5_000], ids: ['freeze', ''] },
    ...over,
  });
  const { id: walkId } = walk;
  const random = seeded(3);
  const chunks: WalkChunk[] = [];
  let seq = 40;
  for (let fromMs = 0; fromMs < durationMs; fromMs += 1_000) {
    const columns: FrameColumns[] = [];
    for (const [kind, n] of [
      ['accel', 10],
      ['tension', 16],
    ] as const) {
      const frames = 5;
      const counts = new Int16Array(frames * n * (kind === 'accel' ? 3 : 1));
      for (let i = 0; i < counts.length; i++) counts[i] = 4_096 * (random() - 0.5);
      columns.push({
        kind,
        seq: Float64Array.from({ length: frames }, () => seq++),
        tMs: Float64Array.from({ length: frames }, (_, i) => fromMs + 200 * i + 0.1 * random()),
        n: new Uint8Array(frames).fill(n),
        counts,
      });
    }
    chunks.push({ walkId, index: chunks.length, tag: 0, bootId: 7, fromMs, toMs: fromMs + 1_000, columns });
  }
  const events = [freeze(2_000, 5_000), tension(6_000, 7_500, 'pull')];
  return {
    walk,
    chunks,
    marks: [
      { id: 'm1', walkId, tMs: 900, kind: 'moment', text: '', createdAtMs: 1, deletedAtMs: null },
      {
        id: 'm2',
        walkId,
        tMs: 2_500,
        kind: 'note',
        text: '=1+1, "a dog"\n🐕',
        createdAtMs: 2,
        deletedAtMs: null,
      },
      { id: 'm3', walkId, tMs: 3_000, kind: 'button', text: '', createdAtMs: 3, deletedAtMs: 4 },
    ],
    corrections: [
      {
        id: 'w1',
        walkId,
        createdAtMs: 5,
        deletedAtMs: null,
        say: 'confirm',
        subject: { by: 'detector', kind: 'freeze', startMs: 2_000, endMs: 5_000 },
      },
      {
        id: 'w2',
        walkId,
        createdAtMs: 6,
        deletedAtMs: 7,
        say: 'add',
        kind: 'bolt',
        startMs: 8_000,
        endMs: 9_000,
      },
    ],
    detections: [{ ...exampleDetections(durationMs, { events }), walkId }],
  };
}

/** The samples of such a walk in order of time. */
export function blocksOf({ walk, chunks }: RecordedWalk): SampleBlock[] {
  return chunks
    .flatMap(({ tag, columns }) =>
      columns.flatMap(({ kind, seq, tMs, n, counts }) => {
        let at = 0;
        return [...seq].map((number, i) => {
          const end = at + n[i]! * (kind === 'accel' ? 3 : 1);
          const frame: SampleFrame = { kind, seq: number, tMs: tMs[i]!, counts: counts.subarray(at, end) };
          at = end;
          return unpack(
            frame,
            walk.tags[tag]!.streams.find((each) => each.kind === kind)!,
            tMs[i]!,
          );
        });
      }),
    )
    .sort((a, b) => a.tMs[0]! - b.tMs[0]!);
}
