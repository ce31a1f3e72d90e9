/** Resolution in time, ms. */
const SLOT_MS = 20;

/** A value as it was a fixed time ago (within 20 ms); NaN before that. Nothing is allocated per sample. */
export class DelayLine {
  private readonly slots: Float64Array;
  /** Time of slot 0, ms. */
  private originMs = NaN;
  private slot = 0;
  private before = NaN;
  private tMs = NaN;
  private value = NaN;

  constructor(delayMs: number) {
    this.slots = new Float64Array(Math.round(delayMs / SLOT_MS)).fill(NaN);
  }

  clear(): void {
    this.originMs = NaN;
    this.slot = 0;
    this.before = NaN;
    this.slots.fill(NaN);
  }

  /** Takes the present value; returns the one of that long ago. Times never fall. */
  push(tMs: number, value: number): number {
    // Small, so that it is inlined: numbers that are handed to a call, or come back from one, are put on the heap.
    this.tMs = tMs;
    this.value = value;
    this.step();
    return this.before;
  }

  private step(): void {
    const { slots, tMs } = this;
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
    slots[now % length] = this.value;
  }
}
