import type { EventChange, WalkEvent } from '../events/event';
import { bandsFor } from '../events/thresholds';
import type { Database } from '../store/database';
import { addMark } from '../store/marks';
import type { StoreErrorCode } from '../store/store-error';
import { newId } from '../store/uuid-v7';
import { openWalk } from '../store/walks';
import type { NoteFrame, SampleFrame, StreamKind } from '../tag/frame';
import type { FrameArrival, LinkCounts, Tag } from '../tag/tag';
import { adviseNow, adviseOn, type ShownAdvice } from '../training/advise';
import type { Advice } from '../training/verdict';
import { ASSUMED_BODY_KG } from '../units';
import { WALK_SCHEMA, type Cat, type MarkKind, type Walk } from '../walk/walk';
import { EventFeed } from './event-feed';
import type { TimedFrame } from './frame-collector';
import type { LiveTrace, LiveView, StepTarget } from './live-view';
import { Pipeline } from './pipeline';
import { databaseSink, WalkRecorder } from './recorder';
import type { ReleaseWalk, WalkOwnership } from './recovery';
import { TagLink } from './tag-link';
import { TraceRing } from './trace-ring';

export interface LiveSessionOptions {
  tag: Tag;
  cat: Cat;
  step: StepTarget;
  database: Database;
  ownership: WalkOwnership;
  /** Something that the page shows has changed. Called at each arrival: the page decides how often it looks. */
  onChange: () => void;
}

/**
 * One walk from the first frame to the closing: frames go onto the walk's timeline, through the pipeline and into the
 * database. Arriving frames drive everything.
 */
export class LiveSession {
  readonly #options: LiveSessionOptions;
  readonly #bodyKg: number;
  readonly #pipeline: Pipeline;
  readonly #feed = new EventFeed();
  readonly #trace = new TraceRing();
  /** In the order in which they joined; the first one's clock is the walk's. */
  readonly #links: TagLink[] = [];
  #recorder: WalkRecorder | null = null;
  #walk: Walk | null = null;
  #opening: Promise<void> = Promise.resolve();
  #releaseWalk: ReleaseWalk | null = null;
  #saveTrouble: StoreErrorCode | null = null;
  #marks = 0;
  #shown: ShownAdvice | null = null;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    this.#bodyKg = options.cat.bodyKg ?? ASSUMED_BODY_KG;
    this.#pipeline = new Pipeline({ bodyKg: this.#bodyKg });
    this.#add(options.tag);
  }

  /** The tag that the walk began with. */
  get tag(): Tag {
    return this.#first.tag;
  }

  get walk(): Walk | null {
    return this.#walk;
  }

  get newestEvent(): WalkEvent | null {
    return this.#feed.newest;
  }

  /** Connect and start the streams. Recording begins with the first frame. Rejects with `TagError`. */
  async start(): Promise<void> {
    await this.#first.start();
  }

  /** Go on with a tag that was chosen again. Rejects with `TagError`. */
  async resume(tag: Tag): Promise<void> {
    await this.#first.resume(tag);
  }

  /** Mark the present moment. Resolves when the mark is safe on disk; rejects with `StoreError`. */
  async mark(kind: MarkKind, text = '', tMs = this.#pipeline.live.tMs): Promise<void> {
    const walk = this.#walk;
    if (!walk || Number.isNaN(tMs)) return;
    this.#marks++;
    this.#options.onChange();
    await addMark(this.#options.database, {
      id: newId(),
      walkId: walk.id,
      tMs,
      kind,
      text,
      createdAtMs: Date.now(),
      deletedAtMs: null,
    });
  }

  /**
   * Stop the tag, save the rest and close the walk. Null when no frame ever came.
   * Rejects with `StoreError` when the rest cannot be saved: nothing is lost from memory, and `end` may be called again.
   */
  async end(): Promise<Walk | null> {
    await Promise.all(this.#links.map((link) => link.end()));
    await this.#opening;
    if (this.#walk && this.#recorder) {
      const closing = { status: 'ended' as const, durationMs: this.#recorder.state.recordedMs, review: null };
      await this.#recorder.close(closing);
      this.#walk = { ...this.#walk, ...closing };
    }
    for (const link of this.#links) link.leave();
    this.#releaseWalk?.();
    return this.#walk;
  }

  trace(): LiveTrace {
    return this.#trace.snapshot();
  }

  view(): LiveView {
    const { cat, step } = this.#options;
    const { tag, error, batteryPercent, faults, counts } = this.#first;
    // Without a living link the last reading says nothing of the present.
    const live = tag.link === 'live' ? this.#pipeline.live : this.#pipeline.liveAt(Infinity);
    const elapsedMs = Number.isNaN(live.tMs) ? 0 : live.tMs;
    const recorder = this.#recorder?.state;
    return {
      link: tag.link,
      error,
      tag: tag.info,
      batteryPercent,
      faults,
      counts: counts ?? NO_COUNTS,
      tensionN: live.tensionN,
      tensionLevel: live.tensionLevel,
      bandsN: bandsFor(this.#bodyKg),
      activity: live.activity,
      activityForMs: live.activity === 'unknown' ? 0 : Math.max(0, elapsedMs - live.activitySinceMs),
      motionG: live.motionG,
      walkId: this.#walk?.id ?? null,
      recording: this.#walk !== null,
      elapsedMs,
      savedMs: recorder?.savedMs ?? 0,
      saveTrouble: recorder?.trouble ?? this.#saveTrouble,
      catName: cat.name,
      bodyKg: this.#bodyKg,
      bodyKgAssumed: cat.bodyKg === null,
      step,
      advice: this.#advise(elapsedMs),
      feed: this.#feed.advised(adviseOn, elapsedMs),
      marks: this.#marks,
    };
  }

  #advise(nowMs: number): Advice | null {
    this.#shown = adviseNow({
      nowMs,
      items: this.#feed.items,
      target: this.#options.step,
      shown: this.#shown,
    });
    return this.#shown?.advice ?? null;
  }

  get #first(): TagLink {
    return this.#links[0]!;
  }

  #add(tag: Tag): TagLink {
    const link = new TagLink(tag, {
      onFrames: (from, arrival) => this.#take(from, arrival),
      onQuiet: () => void this.#recorder?.flush(),
      onChange: this.#options.onChange,
    });
    this.#links.push(link);
    return link;
  }

  #take(link: TagLink, { bootId, arrivalMs, frames }: FrameArrival): void {
    const timed: TimedFrame[] = frames.map((frame) => ({
      frame,
      tMs: link.timeline.place(bootId, frame.tMs, arrivalMs),
    }));
    for (const { frame, tMs } of timed) {
      if (frame.kind === 'note') this.#hearNote(frame, tMs);
      else if (this.#counts(link, frame.kind)) this.#show(link, frame, tMs);
    }
    if (frames.some((frame) => frame.kind !== 'note')) this.#walk ??= this.#openWalk();
    this.#recorder?.append({ tag: this.#links.indexOf(link), bootId }, timed);
    this.#options.onChange();
  }

  /** Where two tags have the same stream, the first one's counts. */
  #counts(link: TagLink, kind: StreamKind): boolean {
    return this.#links.find((each) => each.offers(kind)) === link;
  }

  /** Samples onto the trace and through the detectors. */
  #show(link: TagLink, frame: SampleFrame, tMs: number): void {
    const block = link.unpack(frame, tMs);
    if (!block) return;
    if (block.kind === 'tension')
      for (let i = 0; i < block.tMs.length; i++) this.#trace.push(block.tMs[i]!, block.values[i]!);
    this.#hear(this.#pipeline.push(block));
  }

  #hear(changes: readonly EventChange[]): void {
    for (const change of changes) this.#feed.apply(change);
  }

  #hearNote(note: NoteFrame, tMs: number): void {
    if (note.code === 'button') this.mark('button', '', tMs).catch(() => {});
  }

  #openWalk(): Walk {
    const { cat, step, database, ownership } = this.#options;
    const walk: Walk = {
      schema: WALK_SCHEMA,
      id: newId(),
      catId: cat.id,
      catName: cat.name,
      bodyKg: this.#bodyKg,
      bodyKgAssumed: cat.bodyKg === null,
      stepNumber: step.number,
      status: 'recording',
      startedAtMs: Math.round(this.#first.timeline.wallMs(0)),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      durationMs: null,
      tags: this.#links.flatMap(({ tag }) => tag.info ?? []),
      review: null,
      deletedAtMs: null,
    };
    this.#recorder = new WalkRecorder(walk, databaseSink(database), {
      onState: () => this.#options.onChange(),
      onSafe: ({ tag, bootId }, uptoSeq) => {
        // The tag keeps what it is not told to forget: a release that fails costs nothing.
        this.#links[tag]?.tag.release(bootId, uptoSeq).catch(() => {});
      },
    });
    this.#opening = (async () => {
      try {
        // Owned before it is opened: no other page may take a walk that begins for one that was abandoned.
        this.#releaseWalk = await ownership.own(walk.id);
        await openWalk(database, walk);
      } catch (error) {
        // Closing writes the walk whole, so a failed opening loses nothing as long as this page lives.
        this.#saveTrouble =
          error instanceof Error && 'code' in error ? (error.code as StoreErrorCode) : 'unknown';
        this.#options.onChange();
      }
    })();
    return walk;
  }
}

const NO_COUNTS: LinkCounts = {
  notifications: 0,
  bytes: 0,
  frames: 0,
  duplicateFrames: 0,
  faults: 0,
  missingFrames: 0,
};
