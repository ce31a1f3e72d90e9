import { adviceWords, type AdviceWords } from '../charts/advice-words';
import type { WalkEvent } from '../events/event';
import type { Limit } from '../events/limits';
import type { SampleBlock } from '../signal/sample-block';
import { adviseNow, type ShownAdvice } from '../training/advise';
import type { SessionTarget } from '../walk/walk';
import { NOTHING_SEEN, type Seen } from '../walk/body-sign';
import { adviceOn } from './advice-on';
import { EventFeed } from './event-feed';
import { letOthersRun } from './let-others-run';
import type { FeedItem } from './live-view';
import { Pipeline, type LiveReading, type PipelineOptions } from './pipeline';

/** Samples of one frame, and the frame's name: the same for what arrives and for what was stored. */
export interface NamedBlock {
  key: string;
  block: SampleBlock;
}

/**
 * How long the live fold keeps a stream for one that has not come, ms. Ours: longer than any radio's delay; what a log brings
 * later is folded anew from the record.
 */
const PATIENCE_MS = 60_000;
/** How long the record is folded in one go while a walk goes on, ms. Ours: half of a picture at 60 Hz. */
const SLICE_MS = 8;
/** After the record was folded again, rest for so many times as long: late frames that keep coming cost a tenth of the time. Ours. */
const REST_TIMES = 9;

/** What the detectors say of a walk that goes on, and what to do about it. */
export class LiveAnalysis {
  readonly #options: PipelineOptions;
  readonly #target: SessionTarget;
  readonly #feed = new EventFeed();
  #pipeline: Pipeline;
  #shown: ShownAdvice | null = null;
  #unsettled = false;
  /** Until then the record is not folded again, by `performance.now()`, ms. */
  #restUntilMs = 0;
  /** While the record is folded again: what arrives meanwhile. */
  #meanwhile: NamedBlock[] | null = null;

  constructor(options: PipelineOptions, target: SessionTarget) {
    this.#options = { patienceMs: PATIENCE_MS, ...options };
    this.#target = target;
    this.#pipeline = new Pipeline(this.#options);
  }

  push(named: NamedBlock): void {
    const lateBefore = this.#pipeline.live.lateSamples;
    for (const change of this.#pipeline.push(named.block)) this.#feed.apply(change);
    if (this.#pipeline.live.lateSamples > lateBefore) this.#unsettled = true;
    this.#meanwhile?.push(named);
  }

  /** Samples came too late for the fold that runs: the record has more than it has seen, and it is time to look. */
  get unsettled(): boolean {
    return this.#unsettled && this.#meanwhile === null && performance.now() >= this.#restUntilMs;
  }

  /**
   * Fold the record once more, so that the events of a stretch that late frames filled are settled again. `record` reads
   * all that was recorded before this call, in the order of time; what arrives meanwhile follows after it. A long record is
   * folded in slices: the walk goes on between them. When `record` rejects nothing changes: the closing analysis settles
   * everything all the same.
   */
  async resettle(record: () => Promise<Iterable<NamedBlock>>): Promise<void> {
    const meanwhile: NamedBlock[] = (this.#meanwhile = []);
    this.#unsettled = false;
    const beganMs = performance.now();
    try {
      const stored = await record();
      // What was read may hold some of what has arrived since. What arrives from here on it does not hold.
      const later = new Set(meanwhile.map(({ key }) => key));
      const pipeline = new Pipeline(this.#options);
      const found = new EventFeed();
      const fold = (block: SampleBlock): void => {
        for (const change of pipeline.push(block)) found.apply(change);
      };
      let sliceMs = performance.now();
      for (const { key, block } of stored) {
        if (!later.has(key)) fold(block);
        if (performance.now() - sliceMs < SLICE_MS) continue;
        await letOthersRun();
        sliceMs = performance.now();
      }
      // No await from here on: nothing can arrive in between.
      for (const { block } of meanwhile) fold(block);
      this.#pipeline = pipeline;
      this.#feed.resettle(found);
    } finally {
      this.#meanwhile = null;
      const endedMs = performance.now();
      this.#restUntilMs = endedMs + REST_TIMES * (endedMs - beganMs);
    }
  }

  /** Newest walk time seen, ms; NaN before the first sample. */
  get nowMs(): number {
    return this.#pipeline.live.tMs;
  }

  /** Walking so far, ms. */
  get walkedMs(): number {
    return this.#pipeline.walkedMs;
  }

  /** What the samples so far cannot tell. What no tag of the walk measures shows in the gauge. */
  get limits(): Limit[] {
    return this.#pipeline.limits.filter(({ kind }) => kind !== 'no-motion' && kind !== 'no-tension');
  }

  /** The present, by the streams that flow: the last reading of one that does not says nothing of the present. */
  reading(flows: { accel: boolean; tension: boolean }): LiveReading {
    const now = this.#pipeline.live;
    const gone = this.#pipeline.liveAt(Infinity);
    const { tensionN, tensionLevel } = flows.tension ? now : gone;
    return { ...(flows.accel ? now : gone), tensionN, tensionLevel };
  }

  get newestEvent(): WalkEvent | null {
    return this.#feed.newest;
  }

  /** The last events with what to do about each, newest first. */
  feed(nowMs: number): FeedItem[] {
    return this.#feed.advised(adviceOn, nowMs);
  }

  /**
   * The one thing to do now; null when there is none.
   * @param notSo events that were not so, as the owner says: nothing is to be done about them.
   * @param seen what the owner has marked in this walk.
   */
  advise(nowMs: number, notSo: readonly WalkEvent[] = [], seen: Seen = NOTHING_SEEN): AdviceWords | null {
    this.#shown = adviseNow({
      nowMs,
      items: this.#feed.items.filter(({ withdrawn, event }) => !withdrawn && !notSo.includes(event)),
      target: this.#target,
      seen,
      shown: this.#shown,
    });
    return this.#shown && adviceWords(this.#shown.advice);
  }
}
