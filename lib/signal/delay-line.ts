/** Resolution in time, ms. */
const SLOT_MS = 20;

/** A value as it was a fixed time ago (within 20 ms); NaN before that. Nothing is allocated per sample. */
export class DelayLine {
  private readonly slots: Float64Array;
  private slot = NaN;
  private before = NaN;

  constructor(delayMs: number) {
    this.slots = new Float64Array(Math.round(delayMs / SLOT_MS)).fill(NaN);
  }

  clear(): void {
    this.slot = NaN;
    this.before = NaN;
    this.slots.fill(NaN);
  }

  /** Takes the present value; returns the one of that long ago. Times never fall. */
  push(tMs: number, value: number): number {
    const { slots } = this;
    const length = slots.length;
    const now = Math.floor(tMs / SLOT_MS);
    if (now !== this.slot) {
      // Slots that were jumped over held what was known before the jump.
      const from = Number.isNaN(this.slot) ? now : Math.max(this.slot + 1, now - length + 1);
      const last = Number.isNaN(this.slot) ? NaN : slots[positiveModulo(this.slot, length)]!;
      for (let slot = from; slot < now; slot++) slots[positiveModulo(slot, length)] = last;
      this.before = slots[positiveModulo(now, length)]!;
      this.slot = now;
    }
    slots[positiveModulo(now, length)] = value;
    return this.before;
  }
}

function positiveModulo(n: number, length: number): number {
  const rest = n % length;
  return rest < 0 ? rest + length : rest;
}
