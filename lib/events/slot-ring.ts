/** Length of a slot, ms: that of `SlotTrack`. */
export const SLOT_MS = 40;
/** About ten seconds of slots. A power of two. */
const CAPACITY = 256;
export const SLOT_MASK = CAPACITY - 1;

/** One slot of 40 ms with the body and the lead side by side. */
export class LeadSlot {
  slot = NaN;
  /** Acceleration in the tag's axes, g. */
  x = NaN;
  y = NaN;
  z = NaN;
  /** Pull as a share of body weight. */
  share = NaN;
}

/** The last slots, to look back into: slot s lies at index s & SLOT_MASK. One for all who look at body and lead together. */
export class SlotRing {
  readonly x = new Float64Array(CAPACITY);
  readonly y = new Float64Array(CAPACITY);
  readonly z = new Float64Array(CAPACITY);
  readonly share = new Float64Array(CAPACITY);
  /** The newest; NaN before the first. */
  slot = NaN;
  /** Slots in a row without a hole; 1 for the first after one. */
  run = 0;

  /** Takes the next slot in. */
  add(now: Readonly<LeadSlot>): void {
    const { slot } = now;
    this.run = slot === this.slot + 1 ? this.run + 1 : 1;
    this.slot = slot;
    const at = slot & SLOT_MASK;
    this.x[at] = now.x;
    this.y[at] = now.y;
    this.z[at] = now.z;
    this.share[at] = now.share;
  }
}
