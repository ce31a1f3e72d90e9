import type { SampleBlock } from '../signal/sample-block';
import { Timeline } from '../signal/timeline';
import { unpack } from '../signal/unpack';
import {
  VALUES_PER_SAMPLE,
  type Frame,
  type SampleFrame,
  type StreamFormat,
  type StreamKind,
} from '../tag/frame';
import type { FrameArrival, LinkCounts, Tag, TagFault, Unsubscribe } from '../tag/tag';
import { TagError, type TagErrorCode } from '../tag/tag-error';

export interface TagLinkListener {
  onFrames(link: TagLink, arrival: FrameArrival): void;
  /** Silence or loss: a good moment to make safe what there is. */
  onQuiet(): void;
  /** Something that the page shows has changed. */
  onChange(): void;
}

/** One tag within a walk: what it says of itself, and its clock. */
export class TagLink {
  readonly timeline = new Timeline();
  batteryPercent: number | null = null;
  faults: readonly TagFault[] = [];
  counts: LinkCounts | null = null;
  error: TagErrorCode | null = null;
  /** Frames have come from it: the record knows it by its place. */
  spoke = false;
  readonly tag: Tag;
  #formats: ReadonlyMap<StreamKind, StreamFormat> = new Map();
  #listeners: Unsubscribe[] = [];
  /** A tag that streams already when it is connected says what is none of this walk's. */
  #isWanted = false;
  readonly #listener: TagLinkListener;

  constructor(tag: Tag, listener: TagLinkListener) {
    this.tag = tag;
    this.#listener = listener;
    this.#listen();
  }

  /** Connect and start the streams. Rejects with `TagError`. */
  async start(): Promise<void> {
    this.#isWanted = true;
    const { streams } = await this.tag.connect();
    if (streams.length === 0) throw new TagError('not-available', 'The tag has no stream switched on.');
    this.#formats = new Map(streams.map((format) => [format.kind, format]));
    await this.tag.start();
  }

  /** Stop the tag in good order where that can be done, and let go of it. Never rejects. */
  async end(): Promise<void> {
    if (this.tag.link === 'live') await this.tag.stop().catch(() => {});
    await this.tag.disconnect();
  }

  /** Hear no more of it. */
  leave(): void {
    for (const off of this.#listeners) off();
    this.#listeners = [];
  }

  offers(kind: StreamKind): boolean {
    return this.tag.info?.streams.some((stream) => stream.kind === kind) ?? false;
  }

  /** How long a frame was in the making, ms; 0 for one without samples. */
  spanMs(frame: Frame): number {
    const format = frame.kind === 'note' ? undefined : this.#formats.get(frame.kind);
    if (!format || frame.kind === 'note') return 0;
    return (frame.counts.length / VALUES_PER_SAMPLE[frame.kind]) * (1000 / format.rateHz);
  }

  /** Samples of a frame on the walk's timeline; null for a stream that the tag never announced. */
  unpack(frame: SampleFrame, tMs: number): SampleBlock | null {
    const format = this.#formats.get(frame.kind);
    return format ? unpack(frame, format, tMs) : null;
  }

  #listen(): void {
    const tag = this.tag;
    const { onFrames, onQuiet, onChange } = this.#listener;
    this.#listeners = [
      tag.on('frames', (arrival) => {
        if (!this.#isWanted) return;
        this.spoke = true;
        onFrames(this, arrival);
      }),
      tag.on('link', (link) => {
        if (link === 'live') this.error = null;
        if (link === 'silent' || link === 'reconnecting' || link === 'lost') onQuiet();
        onChange();
      }),
      tag.on('battery', (percent) => {
        this.batteryPercent = percent;
        onChange();
      }),
      tag.on('faults', (faults) => {
        this.faults = faults;
        onChange();
      }),
      tag.on('counts', (counts) => {
        this.counts = counts;
        onChange();
      }),
      tag.on('error', (error) => {
        this.error = error.code;
        onChange();
      }),
    ];
  }
}
