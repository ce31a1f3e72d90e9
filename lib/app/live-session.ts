import type { EventChange, WalkEvent } from '../events/event';
import { bandsFor } from '../events/thresholds';
import { Timeline } from '../signal/timeline';
import { unpack } from '../signal/unpack';
import type { Database } from '../store/database';
import { addMark } from '../store/marks';
import type { StoreErrorCode } from '../store/store-error';
import { newId } from '../store/uuid-v7';
import { openWalk } from '../store/walks';
import type { NoteFrame, SampleFrame, StreamFormat } from '../tag/frame';
import type { FrameArrival, LinkCounts, Tag, TagFault, Unsubscribe } from '../tag/tag';
import { TagError, type TagErrorCode } from '../tag/tag-error';
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
  tag: Tag;
  readonly #options: LiveSessionOptions;
  readonly #bodyKg: number;
  readonly #timeline = new Timeline();
  readonly #pipeline: Pipeline;
  readonly #feed = new EventFeed();
  readonly #trace = new TraceRing();
  #listeners: Unsubscribe[] = [];
  #formats: ReadonlyMap<string, StreamFormat> = new Map();
  #recorder: WalkRecorder | null = null;
  #walk: Walk | null = null;
  #opening: Promise<void> = Promise.resolve();
  #releaseWalk: ReleaseWalk | null = null;
  #batteryPercent: number | null = null;
  #faults: readonly TagFault[] = [];
  #counts: LinkCounts | null = null;
  #error: TagErrorCode | null = null;
  #saveTrouble: StoreErrorCode | null = null;
  #marks = 0;
  #shown: ShownAdvice | null = null;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    this.tag = options.tag;
    this.#bodyKg = options.cat.bodyKg ?? ASSUMED_BODY_KG;
    this.#pipeline = new Pipeline({ bodyKg: this.#bodyKg });
    this.#listen();
  }

  get walk(): Walk | null {
    return this.#walk;
  }

  /** Connect and start the streams. Recording begins with the first frame. Rejects with `TagError`. */
  async start(): Promise<void> {
    const info = await this.tag.connect();
    if (info.streams.length === 0) throw new TagError('not-available', 'The tag has no stream switched on.');
    this.#formats = new Map(info.streams.map((format) => [format.kind, format]));
    await this.tag.start();
  }

  /** Go on with a tag that was chosen again, usually the same one. Rejects with `TagError`. */
  async resume(tag: Tag): Promise<void> {
    const former = this.tag;
    for (const off of this.#listeners) off();
    this.tag = tag;
    this.#listen();
    await former.disconnect();
    await this.start();
  }

  get newestEvent(): WalkEvent | null {
    return this.#feed.newest;
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
    if (this.tag.link === 'live') await this.tag.stop().catch(() => {});
    await this.tag.disconnect();
    await this.#opening;
    if (this.#walk && this.#recorder) {
      const closing = { status: 'ended' as const, durationMs: this.#recorder.state.recordedMs, review: null };
      await this.#recorder.close(closing);
      this.#walk = { ...this.#walk, ...closing };
    }
    for (const off of this.#listeners) off();
    this.#releaseWalk?.();
    return this.#walk;
  }

  trace(): LiveTrace {
    return this.#trace.snapshot();
  }

  view(): LiveView {
    const { cat, step } = this.#options;
    const { tag } = this;
    // Without a living link the last reading says nothing of the present.
    const live = tag.link === 'live' ? this.#pipeline.live : this.#pipeline.liveAt(Infinity);
    const elapsedMs = Number.isNaN(live.tMs) ? 0 : live.tMs;
    const recorder = this.#recorder?.state;
    return {
      link: tag.link,
      error: this.#error,
      tag: tag.info,
      batteryPercent: this.#batteryPercent,
      faults: this.#faults,
      counts: this.#counts ?? NO_COUNTS,
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

  #listen(): void {
    const { tag } = this;
    const { onChange } = this.#options;
    this.#listeners = [
      tag.on('frames', (arrival) => this.#take(arrival)),
      tag.on('link', (link) => {
        if (link === 'live') this.#error = null;
        // Radio silence is a good moment to make safe what there is.
        if (link === 'silent' || link === 'reconnecting' || link === 'lost') void this.#recorder?.flush();
        onChange();
      }),
      tag.on('battery', (percent) => {
        this.#batteryPercent = percent;
        onChange();
      }),
      tag.on('faults', (faults) => {
        this.#faults = faults;
        onChange();
      }),
      tag.on('counts', (counts) => {
        this.#counts = counts;
        onChange();
      }),
      tag.on('error', (error) => {
        this.#error = error.code;
        onChange();
      }),
    ];
  }

  #take({ bootId, arrivalMs, frames }: FrameArrival): void {
    const timed: TimedFrame[] = [];
    for (const frame of frames) {
      const tMs = this.#timeline.place(bootId, frame.tMs, arrivalMs);
      timed.push({ frame, tMs });
      if (frame.kind === 'note') this.#hearNote(frame, tMs);
      else this.#show(frame, tMs);
    }
    if (frames.some((frame) => frame.kind !== 'note')) this.#walk ??= this.#openWalk();
    this.#recorder?.append(bootId, timed);
    this.#options.onChange();
  }

  /** Samples onto the trace and through the detectors. */
  #show(frame: SampleFrame, tMs: number): void {
    const format = this.#formats.get(frame.kind);
    if (!format) return;
    const block = unpack(frame, format, tMs);
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
    const info = this.tag.info!;
    const walk: Walk = {
      schema: WALK_SCHEMA,
      id: newId(),
      catId: cat.id,
      catName: cat.name,
      bodyKg: this.#bodyKg,
      bodyKgAssumed: cat.bodyKg === null,
      stepNumber: step.number,
      status: 'recording',
      startedAtMs: Math.round(this.#timeline.wallMs(0)),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      durationMs: null,
      tag: info,
      streams: info.streams,
      review: null,
      deletedAtMs: null,
    };
    this.#recorder = new WalkRecorder(walk, databaseSink(database), {
      onState: () => this.#options.onChange(),
      onSafe: (bootId, uptoSeq) => {
        // The tag keeps what it is not told to forget: a release that fails costs nothing.
        this.tag.release(bootId, uptoSeq).catch(() => {});
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
