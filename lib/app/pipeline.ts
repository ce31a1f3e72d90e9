import { activityFrom, detectActivity, finishActivity } from '../events/activity';
import { BEHAVIOUR_MODEL, type BehaviourModel, behaviourFrom, judgeBehaviour } from '../events/behaviour';
import { boltFrom, detectBolt, finishBolt } from '../events/bolt';
import type {
  ActivitySpan,
  ActivityState,
  EventChange,
  TensionEvent,
  TensionLevel,
  WalkEvent,
} from '../events/event';
import { detectFreeze, finishFreeze, freezeFrom } from '../events/freeze';
import { type Gait, type GaitProfile, GaitTally, thresholdsFor } from '../events/gait';
import { type Limit, limitsOf } from '../events/limits';
import { judgePuller } from '../events/puller';
import { type Sensitivity, withSensitivity } from '../events/sensitivity';
import { detectShake, finishShake, shakeFrom, shakeNow } from '../events/shake';
import { detectTension, finishTension, tensionFrom, tensionLevel } from '../events/tension';
import { emptyTally, tallyTension } from '../events/tension-tally';
import type { ThresholdValues } from '../events/thresholds';
import { Ceiling } from '../signal/ceiling';
import { GAP_MS } from '../signal/gap';
import { GaugeHealth } from '../signal/gauge-health';
import { MotionExtractor } from '../signal/motion-features';
import { MotionSample, type SampleBlock, TensionSample } from '../signal/sample-block';
import { StreamLog } from '../signal/stream-log';
import { TagSeat } from '../signal/tag-seat';
import { TensionExtractor } from '../signal/tension-features';
import type { StreamKind } from '../tag/frame';
import { bodyWeightN } from '../units';
import { mergeGaps } from '../walk/merge-gaps';
import { summarise } from '../walk/summarise';
import type { DataGap, WalkSummary } from '../walk/walk';
import { type PullAnswer, PullBesideBody } from './pull-beside-body';

/** Streams of one tag come in turns, a frame each: one that lags further behind than this has ended, ms. Ours. */
const ENDED_MS = 2_000;

/** Raised whenever the same samples would give other events. */
export const DETECTOR_VERSION = '13';

export interface PipelineOptions {
  bodyKg: number;
  /** What is known of this cat's own walk; null or left out: uncalibrated. */
  gait?: GaitProfile | null;
  /** What the owner chose for this cat; left out: as usual. */
  sensitivity?: Sensitivity;
  /** How long one stream waits for another, ms; left out: without end, for a recording whose streams come one after the other. */
  patienceMs?: number;
  /** Another model than the shipped one: for measuring (scripts/accuracy.ts). */
  behaviour?: BehaviourModel;
}

export interface Analysis {
  /** Bounds of the recording on its timeline, ms; both 0 without a sample. */
  startMs: number;
  endMs: number;
  /** Covers the recording without overlap. */
  activity: ActivitySpan[];
  /** In order of startMs. */
  events: WalkEvent[];
  gaps: DataGap[];
  summary: WalkSummary;
  /** How the cat moved in this recording. */
  gait: Gait;
  /** What the recording cannot tell. */
  limits: Limit[];
}

/** The present moment, cheap to read at every picture. */
export interface LiveReading {
  /** Newest sample of any stream on the walk's timeline, with a value or without, ms; NaN before the first. */
  tMs: number;
  activity: ActivityState;
  activitySinceMs: number;
  /** Standard deviation of |a| over 1 s, g; null when unknown. */
  motionG: number | null;
  /** Pull over the last 0.1 s, N; null without a load cell or data. */
  tensionN: number | null;
  tensionLevel: TensionLevel | null;
  /** Samples that came too late for the live fold; the closing analysis takes them in. */
  lateSamples: number;
}

/**
 * Samples → features → events, in reading order.
 *
 * Motion and tension are folded each on its own, so the outcome depends on the order of samples within a stream alone:
 * not on how they were cut into blocks, nor on how the streams' blocks were interleaved.
 */
export class Pipeline {
  private newestMs = NaN;
  /** NaN while unknown. */
  private motionG = NaN;
  private tensionN = NaN;
  private readonly at: ThresholdValues;
  private readonly weightN: number;

  private readonly streams: Readonly<Record<StreamKind, StreamLog>> = {
    accel: new StreamLog('accel'),
    tension: new StreamLog('tension'),
    gyro: new StreamLog('gyro'),
  };

  /** How the tag sits on the walking body. */
  readonly seat = new TagSeat();
  private readonly sample = new MotionSample();
  private readonly pull = new TensionSample();
  private readonly motion = new MotionExtractor();
  private readonly ceiling = new Ceiling();
  /** Motion samples that their tag itself called clipped. */
  private saidClipped = 0;
  private readonly lead = new TensionExtractor();
  private readonly behaviour = behaviourFrom();
  private readonly model: BehaviourModel;
  private activity = activityFrom(0);
  private freeze = freezeFrom();
  private shake = shakeFrom();
  private bolt = boltFrom();
  private tension;
  private readonly beside;
  private readonly gauge;
  private readonly tally = emptyTally();
  private readonly gait = new GaitTally();

  private readonly spans: ActivitySpan[] = [];
  private readonly settled: WalkEvent[] = [];

  constructor({
    bodyKg,
    gait = null,
    sensitivity = {},
    patienceMs = Infinity,
    behaviour = BEHAVIOUR_MODEL,
  }: PipelineOptions) {
    this.at = withSensitivity(thresholdsFor(gait), sensitivity);
    this.model = behaviour;
    this.weightN = bodyWeightN(bodyKg);
    this.tension = tensionFrom(this.weightN);
    this.beside = new PullBesideBody(this.weightN, this.at, patienceMs);
    this.gauge = new GaugeHealth(this.weightN);
  }

  /** Takes samples of one stream in; returns what the detectors say now. */
  push(block: SampleBlock): readonly EventChange[] {
    const said: EventChange[] = [];
    const { kind, tMs, values } = block;
    const stream = this.streams[kind];
    if (kind === 'accel') this.saidClipped += block.clipped;
    for (let i = 0; i < tMs.length; i++) {
      if (!stream.place(tMs, i)) continue;
      if (!(stream.placedMs <= this.newestMs)) this.newestMs = stream.placedMs;
      const taken =
        kind === 'accel'
          ? this.takeMotion(this.sampleOf(stream, values, 3 * i), said)
          : kind === 'tension'
            ? this.takeTension(this.pullOf(stream, values, i), said)
            : Number.isFinite(values[3 * i]! + values[3 * i + 1]! + values[3 * i + 2]!);
      if (taken) stream.advance();
    }
    const together: EventChange[] = [];
    this.tellPullers(this.beside.meet(together), said);
    this.hear(together, said);
    return said;
  }

  /** The reading at the newest sample. A stream that has ended or gone blind says nothing of the present. */
  get live(): LiveReading {
    const { accel, tension } = this.streams;
    const gone = (stream: StreamLog): boolean => stream.blind || this.newestMs - stream.lastMs > ENDED_MS;
    return this.reading(gone(accel), gone(tension));
  }

  /** Walking so far, ms: what a gait is learned from. */
  get walkedMs(): number {
    return this.gait.walkedMs;
  }

  /** What the samples so far cannot tell. */
  get limits(): Limit[] {
    const { accel, tension } = this.streams;
    const { count, measuredMs, coarseMs } = accel;
    const { reached, greatestG: ceilingG } = this.ceiling;
    const atCeiling = Math.max(reached, this.saidClipped);
    return limitsOf({
      accel: { count, measuredMs, coarseMs, atCeiling, ceilingG },
      tension,
      gauge: this.gauge,
      seat: this.seat,
    });
  }

  /** The reading as it stands at a moment without further samples: what has been silent for long is unknown. */
  liveAt(nowMs: number): LiveReading {
    const { accel, tension } = this.streams;
    return this.reading(!(nowMs - accel.lastMs <= GAP_MS), !(nowMs - tension.lastMs <= GAP_MS));
  }

  /** Closes what is open and sums up. The pipeline is used up after it. */
  finish(): Analysis {
    const all = Object.values(this.streams).filter(({ seenToMs }) => !Number.isNaN(seenToMs));
    const startMs = all.length > 0 ? Math.min(...all.map(({ seenFromMs }) => seenFromMs)) : 0;
    const endMs = all.length > 0 ? Math.max(...all.map(({ seenToMs }) => seenToMs)) : 0;
    const motionEndMs = this.motion.knownToMs;
    const said: EventChange[] = [
      ...finishFreeze(this.freeze, motionEndMs, this.at),
      ...finishShake(this.shake, motionEndMs, this.at),
      ...finishBolt(this.bolt, motionEndMs, this.at),
      ...finishTension(this.tension, this.streams.tension.lastMs, this.at),
    ];
    this.settle(said);
    const together: EventChange[] = [];
    this.tellPullers(this.beside.finish(endMs, together), []);
    this.settle(together);
    const activity = this.spansUntil(startMs, endMs);
    const events = this.settled.sort((a, b) => a.startMs - b.startMs || (a.kind < b.kind ? -1 : 1));
    const { accel, tension, gyro } = this.streams;
    const samples = { accel: accel.count, tension: tension.count, gyro: gyro.count };
    return {
      startMs,
      endMs,
      activity,
      events,
      gaps: mergeGaps(Object.values(this.streams).flatMap((stream) => stream.holesWithin(startMs, endMs))),
      summary: summarise({ startMs, endMs, activity, events, tension: this.tally, samples }),
      gait: this.gait.gait,
      limits: this.limits,
    };
  }

  private reading(motionGone: boolean, tensionGone: boolean): LiveReading {
    const { accel, tension, gyro } = this.streams;
    const wasKnown = this.activity.now !== 'unknown';
    const hasTension = !tensionGone && !Number.isNaN(this.tensionN);
    return {
      tMs: this.newestMs,
      activity: motionGone ? 'unknown' : this.activity.now,
      activitySinceMs: motionGone && wasKnown ? accel.lastMs : this.activity.sinceMs,
      motionG: motionGone || Number.isNaN(this.motionG) ? null : this.motionG,
      tensionN: hasTension ? this.tensionN : null,
      tensionLevel: hasTension ? tensionLevel(this.tensionN / this.weightN, this.at) : null,
      lateSamples: accel.late + tension.late + gyro.late,
    };
  }

  private sampleOf({ placedMs }: StreamLog, values: Float32Array, at: number): MotionSample {
    const { sample } = this;
    sample.tMs = placedMs;
    sample.x = values[at]!;
    sample.y = values[at + 1]!;
    sample.z = values[at + 2]!;
    return sample;
  }

  private pullOf({ placedMs }: StreamLog, values: Float32Array, at: number): TensionSample {
    const { pull } = this;
    pull.tMs = placedMs;
    pull.tensionN = values[at]!;
    return pull;
  }

  private takeMotion(sample: Readonly<MotionSample>, said: EventChange[]): boolean {
    const feature = this.motion.push(sample);
    if (feature === 'missing') return false;
    this.ceiling.push(sample);
    this.beside.takeBody(sample);
    if (Number.isNaN(this.streams.accel.lastMs)) this.activity = activityFrom(sample.tMs);
    if (!feature) return true;
    judgeBehaviour(this.behaviour, feature, this.model);
    const { behaviour } = this;
    const activity = detectActivity(this.activity, feature, behaviour, this.at);
    // An iterator for an empty list is an object too, 25 times a second.
    if (activity.events.length > 0) this.spans.push(...activity.events);
    const freeze = detectFreeze(this.freeze, feature, behaviour, this.at);
    const shake = detectShake(this.shake, feature, this.at);
    const bolt = detectBolt(this.bolt, feature, shakeNow(this.shake, shake.events), this.at);
    this.hear(freeze.events, said);
    this.hear(shake.events, said);
    this.hear(bolt.events, said);
    this.motionG = feature.sd1G;
    this.seat.push(this.motion.averaged, this.activity.now === 'moving');
    const isWalk = this.bolt.open === null && this.bolt.held === null && this.shake.open === null;
    this.gait.add(feature, this.activity.now, isWalk);
    return true;
  }

  private takeTension(sample: Readonly<TensionSample>, said: EventChange[]): boolean {
    const feature = this.lead.push(sample);
    if (!feature) return false;
    this.beside.takeLead(sample);
    this.gauge.push(feature);
    const pulls = detectTension(this.tension, feature, this.at).events;
    tallyTension(this.tally, feature, this.tension, this.at);
    for (const { phase, event } of pulls) {
      if (phase === 'begun') this.beside.begin(event.startMs, feature.tMs);
      if (phase === 'settled') this.beside.end(event.endMs, feature.tMs);
    }
    this.hear(pulls, said);
    this.tensionN = feature.smoothN;
    return true;
  }

  /** Who pulled is known later than the pull: it is written into the event, which may be over by then. */
  private tellPullers(answers: readonly PullAnswer[], said: EventChange[]): void {
    for (const { startMs, knownMs, figures } of answers) {
      const puller = judgePuller(figures, knownMs);
      const { open } = this.tension;
      if (open?.startMs === startMs) {
        open.puller = puller;
        said.push({ phase: 'changed', event: { ...open } });
        continue;
      }
      const over = this.settled.findLast(
        (event): event is TensionEvent => event.kind === 'tension' && event.startMs === startMs,
      );
      if (!over) continue;
      over.puller = puller;
      said.push({ phase: 'settled', event: { ...over } });
    }
  }

  private hear(changes: readonly EventChange[], said: EventChange[]): void {
    if (changes.length === 0) return;
    this.settle(changes);
    for (const change of changes) said.push(change);
  }

  private settle(changes: readonly EventChange[]): void {
    for (const change of changes) if (change.phase === 'settled') this.settled.push(change.event);
  }

  private spansUntil(startMs: number, endMs: number): ActivitySpan[] {
    const { firstMs, count } = this.streams.accel;
    if (count === 0) return endMs > startMs ? [{ state: 'unknown', startMs, endMs }] : [];
    const spans = [...this.spans, ...finishActivity(this.activity, this.motion.knownToMs, endMs)];
    const first = spans[0];
    if (firstMs > startMs) {
      if (first?.state === 'unknown') first.startMs = startMs;
      else spans.unshift({ state: 'unknown', startMs, endMs: firstMs });
    }
    return spans;
  }
}

/** The same fold over a whole recording: blocks of a stream in order of time. */
export function analyse(blocks: Iterable<SampleBlock>, options: PipelineOptions): Analysis {
  const pipeline = new Pipeline(options);
  for (const block of blocks) pipeline.push(block);
  return pipeline.finish();
}
