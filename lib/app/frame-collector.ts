import {
  VALUES_PER_SAMPLE,
  type Frame,
  type SampleFrame,
  type StreamFormat,
  type StreamKind,
} from '../tag/frame';
import type { FrameColumns, WalkChunk } from '../walk/walk';

/** Which boot of which of the walk's tags frames are from. */
export interface FrameOrigin {
  /** Place of the tag in the walk's `tags`. */
  tag: number;
  bootId: number;
}

/** A frame with its place on the walk's timeline. */
export interface TimedFrame {
  frame: Frame;
  /** Walk time of the first sample, ms. */
  tMs: number;
}

/** A chunk ready to be saved, with every frame number that it makes safe (notes too, which it does not hold). */
export interface SealedChunk {
  chunk: WalkChunk;
  /** Unwrapped. */
  seqs: number[];
  bytes: number;
}

interface Kept {
  frame: SampleFrame;
  seq: number;
  tMs: number;
}

const STREAM_ORDER: readonly StreamKind[] = ['accel', 'tension', 'gyro'];
/** Bytes a frame takes beside its counts: seq, tMs, n. */
const FRAME_OVERHEAD_BYTES = 17;

/** Gathers frames of one boot until they are sealed as the columns of one chunk. */
export class FrameCollector {
  readonly origin: FrameOrigin;
  readonly #frames: Kept[] = [];
  readonly #seqs: number[] = [];
  readonly #periodMs: ReadonlyMap<StreamKind, number>;
  #fromMs = Infinity;
  #toMs = -Infinity;
  #bytes = 0;

  constructor(origin: FrameOrigin, streams: readonly StreamFormat[]) {
    this.origin = origin;
    this.#periodMs = new Map(streams.map(({ kind, rateHz }) => [kind, 1000 / rateHz]));
  }

  get bytes(): number {
    return this.#bytes;
  }

  get frames(): number {
    return this.#seqs.length;
  }

  /** Walk time where the newest sample's turn ends, ms; −Infinity while there is none. */
  get toMs(): number {
    return this.#toMs;
  }

  /**
   * Take a frame in. The counts are not copied before sealing: they belong to the collector now.
   * Throws RangeError, with nothing taken, for counts that are no whole samples or more than 255 of them.
   */
  add({ frame, tMs }: TimedFrame, seq: number): void {
    if (frame.kind === 'note') {
      this.#seqs.push(seq);
      return;
    }
    const n = frame.counts.length / VALUES_PER_SAMPLE[frame.kind];
    if (!Number.isInteger(n) || n > 255) throw new RangeError(`a ${frame.kind} frame of ${n} samples`);
    this.#seqs.push(seq);
    this.#frames.push({ frame, seq, tMs });
    this.#fromMs = Math.min(this.#fromMs, tMs);
    this.#toMs = Math.max(this.#toMs, tMs + n * (this.#periodMs.get(frame.kind) ?? 0));
    this.#bytes += frame.counts.byteLength + FRAME_OVERHEAD_BYTES;
  }

  /** All that was gathered as one chunk; its columns keep the order of arrival within each stream. */
  seal(walkId: string, index: number): SealedChunk {
    const columns = STREAM_ORDER.map((kind) => this.#frames.filter(({ frame }) => frame.kind === kind))
      .filter((frames) => frames.length > 0)
      .map(columnsOf);
    const hasSamples = this.#frames.length > 0;
    return {
      chunk: {
        walkId,
        index,
        tag: this.origin.tag,
        bootId: this.origin.bootId,
        fromMs: hasSamples ? this.#fromMs : 0,
        toMs: hasSamples ? this.#toMs : 0,
        columns,
      },
      seqs: this.#seqs,
      bytes: this.#bytes,
    };
  }
}

function columnsOf(frames: readonly Kept[]): FrameColumns {
  const { kind } = frames[0]!.frame;
  const counts = new Int16Array(frames.reduce((sum, { frame }) => sum + frame.counts.length, 0));
  let filled = 0;
  for (const { frame } of frames) {
    counts.set(frame.counts, filled);
    filled += frame.counts.length;
  }
  return {
    kind,
    seq: Float64Array.from(frames, ({ seq }) => seq),
    tMs: Float64Array.from(frames, ({ tMs }) => tMs),
    n: Uint8Array.from(frames, ({ frame }) => frame.counts.length / VALUES_PER_SAMPLE[kind]),
    counts,
  };
}
