import { samplesThatFit } from '../../../lib/tag/catpace/frames';
import {
  CLIPPED_COUNT,
  MISSING_COUNT,
  type SampleFrame,
  type StreamFormat,
  type StreamKind,
} from '../../../lib/tag/frame';
import type { TagFault } from '../../../lib/tag/tag';
import type { SampleSource } from './sample-source';

/** Samples of one stream that make a frame, before it gets its sequence number. */
export interface FrameOfSamples {
  kind: StreamKind;
  /** World time of the first sample, ms. */
  atMs: number;
  counts: SampleFrame['counts'];
}

interface RunningStream extends StreamFormat {
  /** Samples taken since the streams were started. */
  taken: number;
}

/** Sampling begins at a multiple of this of the source's time: whole samples of all usual rates (50, 80, 100 Hz). */
const GRID_MS = 100;

/** A tare takes the mean of this many samples over this long, ms. */
const TARE_SAMPLES = 16;
const TARE_MS = 200;

/** The tag's sensors and their converters. Time is the tag's world clock, ms. */
export class Sampler {
  /** What is broken: a broken sensor gives samples marked as missing. */
  faults: readonly TagFault[] = [];
  readonly #source: SampleSource;
  readonly #zeroOffsetN: number;
  /** World time at which the source's time 0 lies; null before the first start. */
  #sourceStartMs: number | null = null;
  #startedAtMs = 0;
  #streams: RunningStream[] = [];
  #tareN = 0;

  constructor(source: SampleSource, zeroOffsetN: number) {
    this.#source = source;
    this.#zeroOffsetN = zeroOffsetN;
  }

  get running(): boolean {
    return this.#streams.length > 0;
  }

  /** How far the source has been played, ms; 0 before the first start. */
  sourceMs(nowMs: number): number {
    return this.#sourceStartMs === null ? 0 : nowMs - this.#sourceStartMs;
  }

  /** After a boot the same moments of the source are sampled as without it: what differs is then the link's doing. */
  start(formats: readonly StreamFormat[], nowMs: number): void {
    this.#sourceStartMs ??= nowMs;
    this.#startedAtMs = this.#sourceStartMs + Math.ceil(this.sourceMs(nowMs) / GRID_MS) * GRID_MS;
    this.#streams = formats.map((format) => ({ ...format, taken: 0 }));
  }

  stop(): void {
    this.#streams = [];
  }

  /** Every sample before this moment that has not been taken yet, cut to frames that a notification can hold. */
  take(untilMs: number, payloadBytes: number): FrameOfSamples[] {
    const frames: FrameOfSamples[] = [];
    for (const stream of this.#streams) {
      const fits = samplesThatFit(stream.kind, payloadBytes);
      while (this.#timeOf(stream) < untilMs) {
        const atMs = this.#timeOf(stream);
        const counts: number[] = [];
        for (let n = 0; n < fits && this.#timeOf(stream) < untilMs; n++, stream.taken++)
          counts.push(...this.#countsAt(stream, this.#timeOf(stream)));
        frames.push({ kind: stream.kind, atMs, counts: Int16Array.from(counts) });
      }
    }
    return frames;
  }

  /** Take the present load as zero. Returns what was removed, N. */
  tare(nowMs: number): number {
    const elapsedMs = this.sourceMs(nowMs);
    let sumN = 0;
    for (let i = 0; i < TARE_SAMPLES; i++) {
      const tMs = Math.max(0, elapsedMs - (i * TARE_MS) / TARE_SAMPLES);
      sumN += this.#sourceStartMs === null ? 0 : this.#source.sampleAt('tension', tMs)[0]!;
    }
    const shownN = sumN / TARE_SAMPLES + this.#zeroOffsetN - this.#tareN;
    this.#tareN += shownN;
    return shownN;
  }

  #timeOf(stream: RunningStream): number {
    return this.#startedAtMs + (stream.taken * 1000) / stream.rateHz;
  }

  #countsAt({ kind, unitPerCount }: StreamFormat, worldMs: number): number[] {
    const isBroken = this.faults.includes(kind === 'tension' ? 'load-cell' : 'accelerometer');
    const shift = kind === 'tension' ? this.#zeroOffsetN - this.#tareN : 0;
    return this.#source
      .sampleAt(kind, this.sourceMs(worldMs))
      .map((value) =>
        isBroken || Number.isNaN(value)
          ? MISSING_COUNT
          : Math.max(-CLIPPED_COUNT, Math.min(CLIPPED_COUNT, Math.round((value + shift) / unitPerCount))),
      );
  }
}
