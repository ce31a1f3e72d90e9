import type { WalkEvent } from '../events/event';
import { type Gait, type GaitProfile, profileOf } from '../events/gait';
import { bandsFor } from '../events/thresholds';
import type { Database } from '../store/database';
import type { Frame, StreamKind } from '../tag/frame';
import type { FrameArrival, LinkCounts, LinkState, Tag } from '../tag/tag';
import { ASSUMED_BODY_KG } from '../units';
import { seenIn, type NewMark } from '../walk/body-sign';
import type { OwnersEvent } from '../walk/owners-events';
import type { Cat, Walk } from '../walk/walk';
import { wrapSeq } from './committed-seq';
import type { FrameOrigin, TimedFrame } from './frame-collector';
import { paceOf } from './gait-of-cat';
import { LiveAnalysis, type NamedBlock } from './live-analysis';
import type { LiveTarget, LiveTrace, LiveView, WalkingTag } from './live-view';
import { newWalk } from './new-walk';
import { ownersFeed } from './owners-feed';
import type { WalkOwnership } from './walk-ownership';
import { storeErrorSentence } from './sentences';
import { TagLink } from './tag-link';
import { TraceRing } from './trace-ring';
import { WalkRecording } from './walk-recording';
import type { StoredBlock } from './walk-samples';

export interface LiveSessionOptions {
  tag: Tag;
  cat: Cat;
  step: LiveTarget;
  /** What is known of the cat's own walk so far. */
  gait: Gait;
  database: Database;
  ownership: WalkOwnership;
  /** Events with what the owner says of them; left out: nobody is asked. */
  ownersWord?: (detected: readonly WalkEvent[]) => OwnersEvent[];
  /** Something that the page shows has changed. Called at each arrival: the page decides how often it looks. */
  onChange: () => void;
}

/**
 * One walk from the first frame to the closing: frames of one or more tags go onto one timeline, through the pipeline and
 * into the database. Arriving frames drive everything.
 */
export class LiveSession {
  readonly #options: LiveSessionOptions;
  readonly #bodyKg: number;
  /** Null: uncalibrated. What this walk adds counts from the next one on, so that one walk is judged by one level. */
  readonly #profile: GaitProfile | null;
  readonly #analysis: LiveAnalysis;
  readonly #trace = new TraceRing();
  /** In the order in which they joined: the place of a tag is its name in the record, also after it was replaced. */
  readonly #links: TagLink[] = [];
  /** The tag that spoke first: its clock is the walk's. */
  #clock: TagLink | null = null;
  #recording: WalkRecording | null = null;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    this.#bodyKg = options.cat.bodyKg ?? ASSUMED_BODY_KG;
    this.#profile = profileOf(options.gait);
    this.#analysis = new LiveAnalysis(
      { bodyKg: this.#bodyKg, gait: this.#profile, sensitivity: options.cat.sensitivity ?? {} },
      options.step,
    );
    this.#add(options.tag);
  }

  /** Tags that walk now, the one that it began with first. */
  get tags(): readonly Tag[] {
    return this.#walking.map(({ tag }) => tag);
  }

  get walk(): Walk | null {
    return this.#recording?.walk ?? null;
  }

  get newestEvent(): WalkEvent | null {
    return this.#analysis.newestEvent;
  }

  /** Connect and start the streams. Recording begins with the first frame. Rejects with `TagError`. */
  async start(): Promise<void> {
    await this.#links[0]!.start();
  }

  /** One more tag for the same walk, e.g. a force gauge at the hand. Rejects with `TagError`. */
  async join(tag: Tag): Promise<void> {
    const link = this.#add(tag);
    try {
      await link.start();
    } catch (error) {
      link.leave();
      await link.end();
      // Its place is in the record once it has spoken: no other tag may take it.
      if (!link.spoke) this.#links.splice(this.#links.indexOf(link), 1);
      else this.#recording?.nameTags(this.#tagInfos());
      throw error;
    }
    this.#recording?.nameTags(this.#tagInfos());
  }

  /**
   * A tag was chosen again. One of this walk's goes on where it was; any other joins the walk, in the place of one that was
   * lost. Rejects with `TagError`.
   */
  async resume(tag: Tag): Promise<void> {
    const known = this.#walking.find((each) => each.tag === tag);
    if (known) {
      if (!FLOWING.includes(tag.link)) await known.start();
      return;
    }
    const lost = this.#walking.find((each) => each.tag.link === 'lost');
    await this.join(tag);
    await lost?.end();
    this.#options.onChange();
  }

  /** Take the present pull as zero, on the tag that measures it. Resolves with what was removed, N. Rejects with `TagError`. */
  async tare(): Promise<number> {
    return (this.#source('tension') ?? this.#walking[0] ?? this.#links[0]!).tag.tare();
  }

  /** Mark the present moment, or another one of this walk. Resolves when the mark is safe on disk; rejects with `StoreError`. */
  async mark(what: NewMark, tMs = this.#analysis.nowMs): Promise<void> {
    if (Number.isNaN(tMs)) return;
    const marking = this.#recording?.mark(what, tMs);
    this.#options.onChange();
    await marking;
  }

  /** Take a mark back. Resolves when that is safe on disk; rejects with `StoreError`. */
  async takeBack(markId: string): Promise<void> {
    const taking = this.#recording?.takeBack(markId);
    this.#options.onChange();
    await taking;
  }

  /**
   * Stop the tags, save the rest and close the walk. Null when no frame ever came.
   * Rejects with `StoreError` when the rest cannot be saved: nothing is lost from memory, and `end` may be called again.
   */
  async end(): Promise<Walk | null> {
    await Promise.all(this.#links.map((link) => link.end()));
    const walk = (await this.#recording?.close()) ?? null;
    for (const link of this.#links) link.leave();
    return walk;
  }

  trace(): LiveTrace {
    return this.#trace.snapshot();
  }

  view(): LiveView {
    const { cat, step, gait } = this.#options;
    const walking = this.#walking;
    const [first, ...joined] = (walking.length > 0 ? walking : this.#links.slice(0, 1)).map(linkView);
    const live = this.#analysis.reading({ accel: this.#flows('accel'), tension: this.#flows('tension') });
    const elapsedMs = Number.isNaN(live.tMs) ? 0 : live.tMs;
    const found = this.#analysis.feed(elapsedMs);
    const words = this.#options.ownersWord?.(found.map(({ event }) => event)) ?? [];
    const { items: feed, notSo } = ownersFeed(found, words);
    const marks = this.#recording?.marks ?? [];
    const advice = this.#analysis.advise(elapsedMs, notSo, seenIn(marks));
    this.#recording?.noteAdvice(advice?.id ?? null, elapsedMs);
    return {
      ...first!,
      joined,
      tensionN: live.tensionN,
      tensionLevel: live.tensionLevel,
      bandsN: bandsFor(this.#bodyKg),
      activity: live.activity,
      activityForMs: live.activity === 'unknown' ? 0 : Math.max(0, elapsedMs - live.activitySinceMs),
      motionG: live.motionG,
      limits: this.#analysis.limits,
      walkId: this.walk?.id ?? null,
      recording: this.#recording !== null,
      elapsedMs,
      savedMs: this.#recording?.state.savedMs ?? 0,
      saveTrouble: this.#recording?.trouble ? storeErrorSentence(this.#recording.trouble) : null,
      catName: cat.name,
      bodyKg: this.#bodyKg,
      bodyKgAssumed: cat.bodyKg === null,
      pace: paceOf(gait, this.#profile !== null, this.#analysis.walkedMs),
      step,
      advice,
      feed,
      marks: marks.length,
      lastMark: marks.at(-1) ?? null,
    };
  }

  /** Links that were not ended. */
  get #walking(): TagLink[] {
    return this.#links.filter(({ tag }) => tag.link !== 'ended');
  }

  #add(tag: Tag): TagLink {
    const link = new TagLink(tag, {
      onFrames: (from, arrival) => this.#take(from, arrival),
      // Silence is a good moment to make safe what there is.
      onQuiet: () => this.#recording?.flush(),
      onChange: this.#options.onChange,
    });
    this.#links.push(link);
    return link;
  }

  #take(link: TagLink, { bootId, arrivalMs, frames }: FrameArrival): void {
    const origin: FrameOrigin = { tag: this.#links.indexOf(link), bootId };
    const timed = frames.map((frame) => ({ frame, tMs: this.#place(link, bootId, frame, arrivalMs) }));
    if (frames.some(({ kind }) => kind !== 'note')) this.#recording ??= this.#openRecording();
    for (const each of timed) this.#look(link, origin, each);
    this.#recording?.append(origin, timed);
    this.#options.onChange();
    const isFetching = this.#links.some(({ tag }) => tag.link === 'backfilling');
    if (this.#analysis.unsettled && !isFetching) void this.#resettle();
  }

  /** Walk time of a frame. The clock of the tag that spoke first is the walk's; another one's is brought onto it by wall time. */
  #place(link: TagLink, bootId: number, frame: Frame, arrivalMs: number): number {
    const ownMs = link.timeline.place(bootId, frame.tMs, arrivalMs, link.spanMs(frame));
    this.#clock ??= link;
    return link === this.#clock ? ownMs : this.#clock.timeline.walkMs(link.timeline.wallMs(ownMs));
  }

  /** Samples onto the trace and through the detectors; the tag's button makes a mark. */
  #look(link: TagLink, origin: FrameOrigin, { frame, tMs }: TimedFrame): void {
    if (frame.kind === 'note') {
      if (frame.code === 'button') this.mark({ kind: 'button' }, tMs).catch(() => {});
      return;
    }
    if (this.#source(frame.kind) !== link) return;
    const block = link.unpack(frame, tMs);
    if (!block) return;
    if (block.kind === 'tension') this.#trace.pushBlock(block);
    this.#analysis.push({ key: frameKey(origin, frame.seq), block });
  }

  /** The tag whose stream counts: where two have the same, the first one's, as long as it walks. */
  #source(kind: StreamKind): TagLink | undefined {
    const offering = this.#links.filter((link) => link.offers(kind));
    return offering.find(({ tag }) => tag.link !== 'ended') ?? offering[0];
  }

  /** Samples of this stream are coming in. */
  #flows(kind: StreamKind): boolean {
    const link = this.#source(kind)?.tag.link;
    return link === 'live' || link === 'backfilling';
  }

  async #resettle(): Promise<void> {
    await this.#analysis
      .resettle(async () => named((await this.#recording?.recorded()) ?? []))
      // The database does not answer now: the closing analysis settles everything all the same.
      .catch(() => {});
    this.#options.onChange();
  }

  #tagInfos(): Walk['tags'] {
    return this.#links.flatMap(({ tag }) => tag.info ?? []);
  }

  #openRecording(): WalkRecording {
    const { cat, step, database, ownership, onChange } = this.#options;
    return new WalkRecording({
      walk: newWalk(cat, {
        gait: this.#profile,
        sensitivity: cat.sensitivity ?? {},
        stepNumber: step.number,
        target: { minMs: step.minMs, maxMs: step.maxMs, aim: step.aim },
        startedAtMs: Math.round(this.#clock?.timeline.wallMs(0) ?? Date.now()),
        tags: this.#tagInfos(),
      }),
      database,
      ownership,
      onChange,
      onSafe: ({ tag, bootId }, uptoSeq) => {
        // The tag keeps what it is not told to forget: a release that fails costs nothing.
        this.#links[tag]?.tag.release(bootId, uptoSeq).catch(() => {});
      },
    });
  }
}

/** Samples come in, or would if the tag had any. */
const FLOWING: readonly LinkState[] = ['live', 'silent', 'backfilling'];

function* named(stored: Iterable<StoredBlock>): Generator<NamedBlock> {
  for (const each of stored) yield { key: frameKey(each, each.seq), block: each.block };
}

/** Name of a frame, the same for one that arrives and for one that was stored. */
function frameKey({ tag, bootId }: FrameOrigin, seq: number): string {
  return `${tag}:${bootId}:${wrapSeq(seq)}`;
}

const NO_COUNTS: LinkCounts = {
  notifications: 0,
  bytes: 0,
  frames: 0,
  duplicateFrames: 0,
  faults: 0,
  missingFrames: 0,
};

function linkView({ tag, error, batteryPercent, faults, counts }: TagLink): WalkingTag {
  return { link: tag.link, error, tag: tag.info, batteryPercent, faults, counts: counts ?? NO_COUNTS };
}
