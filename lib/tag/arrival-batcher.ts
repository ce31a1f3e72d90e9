import { ArrivalClock } from './arrival-clock';
import type { StreamFormat } from './frame';
import { type FramePace, MAX_FRAME_SAMPLES, paceFrames, type PacedSamples } from './pace-frames';

/** Longest that a sample waits for others before it goes on, ms. As a Catpace tag does it. */
const HOLD_MS = 200;

interface Waiting {
  pace: FramePace;
  times: number[];
  counts: number[];
}

/**
 * Makes frames of samples that come one by one and without a time (micro:bit, Thingy:52): each gets its time from an
 * `ArrivalClock`, and some tenths of a second go on together. Driven by arrivals alone.
 */
export class ArrivalBatcher {
  readonly #clock: ArrivalClock;
  readonly #waiting: readonly Waiting[];
  #originMs = NaN;

  /** @param streams one value or vector of each comes with each notification, in this order */
  constructor(streams: readonly StreamFormat[]) {
    const periodMs = 1000 / Math.max(...streams.map(({ rateHz }) => rateHz));
    this.#clock = new ArrivalClock(periodMs);
    this.#waiting = streams.map(({ kind, rateHz }) => ({
      // The times are estimates: half a period is as good as they get.
      pace: { kind, rateHz, toleranceMs: periodMs / 2 },
      times: [],
      counts: [],
    }));
  }

  /** @param samples counts of each stream, in its order. @returns the frames that have become due */
  push(arrivalMs: number, samples: readonly Int16Array[]): PacedSamples[] {
    const tMs = this.#clock.next(arrivalMs);
    if (Number.isNaN(this.#originMs)) this.#originMs = tMs;
    this.#waiting.forEach(({ times, counts }, i) => {
      times.push(tMs - this.#originMs);
      counts.push(...samples[i]!);
    });
    const { times } = this.#waiting[0]!;
    const heldMs = times.at(-1)! - times[0]!;
    return heldMs >= HOLD_MS || times.length >= MAX_FRAME_SAMPLES ? this.flush() : [];
  }

  /** All that waits. */
  flush(): PacedSamples[] {
    return this.#waiting.flatMap(({ pace, times, counts }) =>
      paceFrames(pace, times.splice(0), Int16Array.from(counts.splice(0))),
    );
  }
}
