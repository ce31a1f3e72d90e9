import { LiveAnalysis } from '../../lib/app/live-analysis';
import { Pipeline } from '../../lib/app/pipeline';
import type { SampleBlock } from '../../lib/signal/sample-block';
import { Timeline } from '../../lib/signal/timeline';
import { unpack } from '../../lib/signal/unpack';
import { DEFAULT_CONFIG, streamsOf } from '../../lib/tag/catpace/config';
import { decodeNotification, encodeFrame } from '../../lib/tag/catpace/frames';
import type { SampleFrame } from '../../lib/tag/frame';
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
  /** The whole way of the radio's bytes in the walk window: decode, clock, unpack, features, all detectors. */
  wholeWay: Rounds;
  /** The least that anybody must do: each 16-bit value of the same bytes read once, and squared. */
  plainLoop: Rounds;
  samples: number;
  events: number;
}

const FORMATS = new Map(
  streamsOf({ ...DEFAULT_CONFIG, streams: { accel: true, tension: true, gyro: true } }).map((format) => [
    format.kind,
    format,
  ]),
);

/** Each flush of 0.2 s: motion, turning with the same counts, tension. */
function hourOfFlushes(): SampleFrame[][] {
  const flushes: SampleFrame[][] = [];
  for (const frame of hourOfFrames()) {
    if (frame.kind === 'accel') flushes.push([frame, { ...frame, kind: 'gyro' }]);
    else flushes.at(-1)!.push(frame);
  }
  return flushes;
}

/** An hour of motion and turning at 50 Hz and tension at 80 Hz, in blocks as the tag's frames bring them. */
export function hourOfBlocks(): SampleBlock[] {
  return hourOfFlushes()
    .flat()
    .map((frame) => unpack(frame, FORMATS.get(frame.kind)!, frame.tMs));
}

/** The same hour as bytes: a notification a flush. */
function hourOfNotifications(): Uint8Array[] {
  return hourOfFlushes().map((frames) => Uint8Array.from(frames.flatMap((frame) => [...encodeFrame(frame)])));
}

/** Times the detectors. Runs in Node and in a page alike. */
export function timeDetectors(): DetectorCost {
  // Bytes first: a walk does not hold an hour of blocks, and V8 places whatever comes after ones that stayed where it is costly to clear.
  const notifications = hourOfNotifications();
  const wholeWay = timed(() => detectInBytes(notifications), BATCH_ROUNDS);
  const plainLoop = timed(() => readOnce(notifications), BATCH_ROUNDS);
  const blocks = hourOfBlocks();
  const samples = blocks.reduce((sum, { tMs }) => sum + tMs.length, 0);
  return {
    batch: timed(() => detectAll(blocks), BATCH_ROUNDS),
    live: timed(() => detectLive(blocks), LIVE_ROUNDS),
    wholeWay,
    plainLoop,
    samples,
    events: detectAll(blocks),
  };
}

function detectAll(blocks: readonly SampleBlock[]): number {
  const pipeline = new Pipeline({ bodyKg: BODY_KG });
  for (const block of blocks) pipeline.push(block);
  return pipeline.finish().events.length;
}

function detectInBytes(notifications: readonly Uint8Array[]): number {
  const timeline = new Timeline();
  const pipeline = new Pipeline({ bodyKg: BODY_KG });
  for (const bytes of notifications) {
    const { frames } = decodeNotification(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    for (const frame of frames) {
      if (frame.kind === 'note') continue;
      const startMs = timeline.place(1, frame.tMs, frame.tMs + 1e12);
      pipeline.push(unpack(frame, FORMATS.get(frame.kind)!, startMs));
    }
  }
  return pipeline.finish().events.length;
}

function readOnce(notifications: readonly Uint8Array[]): number {
  let sum = 0;
  for (const bytes of notifications) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 1 < bytes.length; at += 2) sum += view.getInt16(at, true) ** 2;
  }
  return sum;
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
