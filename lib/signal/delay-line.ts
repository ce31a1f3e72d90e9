import type { TimedValue } from './sample-block';

/** Resolution in time, ms. */
const SLOT_MS = 20;

/** A value as it was a fixed time ago (within 20 ms); NaN before that. Nothing is allocated per sample. */
export class DelayLine {
  private readonly slots: Float64Array;
  /** Time of slot 0, ms. */
  private originMs = NaN;
  private slot = 0;
  /** What came out of the last step: the value of that long ago. */
  before = NaN;

  constructor(delayMs: number) {
    this.slots = new Float64Array(Math.round(delayMs / SLOT_MS)).fill(NaN);
  }

  clear(): void {
    this.originMs = NaN;
    this.slot = 0;
    this.before = NaN;
    this.slots.fill(NaN);
  }

  /** Takes the present value in. Times never fall. */
  push({ tMs, value }: Readonly<TimedValue>): void {
    const { slots } = this;
    const length = slots.length;
    if (Number.isNaN(this.originMs)) this.originMs = tMs;
    // Counted from the first value, so that slots are small whole numbers: their remainder is cheap.
    const now = ((tMs - this.originMs) / SLOT_MS) | 0;
    if (now !== this.slot) {
      // Slots that were jumped over held what was known before the jump.
      const last = slots[this.slot % length]!;
      for (let slot = Math.max(this.slot + 1, now - length + 1); slot < now; slot++)
        slots[slot % length] = last;
      this.before = slots[now % length]!;
      this.slot = now;
    }
    slots[now % length] = value;
  }
}
