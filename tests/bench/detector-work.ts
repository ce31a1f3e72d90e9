import { LiveAnalysis } from '../../lib/app/live-analysis';
import { Pipeline } from '../../lib/app/pipeline';
import type { SampleBlock } from '../../lib/signal/sample-block';
import { unpack } from '../../lib/signal/unpack';
import { DEFAULT_CONFIG, streamsOf } from '../../lib/tag/catpace/config';
import { stepTarget } from '../../lib/training/plan';
import { hourOfFrames } from './hour-of-frames';

/** For a page: the texts have to be there before the work begins. */
export { installMessages } from '../../lib/words/install-messages';

const BODY_KG = 4.5;
const BATCH_ROUNDS = 15;
const LIVE_ROUNDS = 5;

/** Several rounds of one piece of work. On a shared machine the fastest says most of the work, the median of the machine. */
export interface Rounds {
  rounds: number;
  fastestMs: number;
  medianMs: number;
}

/** What the detectors cost in the engine that this ran in. */
export interface DetectorCost {
  /** All detectors over an hour. */
  batch: Rounds;
  /** The same hour live: frame by frame, and after each 0.2 s all that the walk window asks. */
  live: Rounds;
  samples: number;
  events: number;
}

/** An hour of motion and turning at 50 Hz and tension at 80 Hz, in blocks as the tag's frames bring them. */
export function hourOfBlocks(): SampleBlock[] {
  const streams = streamsOf({ ...DEFAULT_CONFIG, streams: { accel: true, tension: true, gyro: true } });
  const formats = new Map(streams.map((format) => [format.kind, format]));
  return hourOfFrames().flatMap((frame) => {
    const block = unpack(frame, formats.get(frame.kind)!, frame.tMs);
    if (frame.kind !== 'accel') return [block];
    return [block, unpack({ ...frame, kind: 'gyro' }, formats.get('gyro')!, frame.tMs)];
  });
}

/** Times the detectors. Runs in Node and in a page alike. */
export function timeDetectors(): DetectorCost {
  const blocks = hourOfBlocks();
  const samples = blocks.reduce((sum, { tMs }) => sum + tMs.length, 0);
  return {
    batch: timed(() => detectAll(blocks), BATCH_ROUNDS),
    live: timed(() => detectLive(blocks), LIVE_ROUNDS),
    samples,
    events: detectAll(blocks),
  };
}

function detectAll(blocks: readonly SampleBlock[]): number {
  const pipeline = new Pipeline({ bodyKg: BODY_KG });
  for (const block of blocks) pipeline.push(block);
  return pipeline.finish().events.length;
}

/** A view is asked for once a flush: after the tension, the last of the three. */
function detectLive(blocks: readonly SampleBlock[]): number {
  const analysis = new LiveAnalysis({ bodyKg: BODY_KG, gait: null }, stepTarget(4));
  let shown = 0;
  for (const [i, block] of blocks.entries()) {
    analysis.push({ key: String(i), block });
    if (block.kind !== 'tension') continue;
    const reading = analysis.reading({ accel: true, tension: true });
    shown += analysis.feed(reading.tMs).length + analysis.limits.length;
    if (analysis.advise(reading.tMs)) shown++;
  }
  return shown;
}

function timed(work: () => number, rounds: number): Rounds {
  const result = work();
  const times = Array.from({ length: rounds }, () => {
    const from = performance.now();
    if (work() !== result) throw new Error('A benchmark came to something else');
    return performance.now() - from;
  }).sort((a, b) => a - b);
  return { rounds, fastestMs: times[0]!, medianMs: times[rounds >> 1]! };
}
