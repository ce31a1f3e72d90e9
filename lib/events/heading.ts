import { SLOT_MASK, type SlotRing } from './slot-ring';

/** Lengths in slots of 40 ms. The body's swing over 0.6 s is held against that of 1 s before … */
const SWING_SLOTS = 15;
const APART_SLOTS = 25;
/** … and the acceleration half-way between the two is what made the difference: 0.48 s that ended 0.56 s ago. */
const PUSH_SLOTS = 12;
const PUSH_AGO_SLOTS = 14;
/** What rests: the mean of 4 s around the push is gravity. */
const REST_SLOTS = 50;
const LATER_SLOTS = 30;
/** A lead that pulls moves the body too: above this share of body weight nothing is learned. */
const LOOSE_SHARE = 0.03;
/** A power of two above the longest look back. */
const CAPACITY = 256;
const MASK = CAPACITY - 1;

/**
 * Where the cat's front is in the axes of its tag, found by itself: a body that starts to walk is pushed forward, and one
 * that stops is held back. Each change of the body's swing weighs the acceleration that went before it, and over a walk
 * the sum points to the front (docs/accuracy.md).
 */
export class Heading {
  /** Sum of weighed accelerations along x, y and z, g². No literal: those with the same names anywhere share the kinds of their fields. */
  readonly sum = new Float64Array(3);
  private squares = 0;
  /** Running sums of each axis, and of all squares, by slot. */
  private readonly sumsX = new Float64Array(CAPACITY);
  private readonly sumsY = new Float64Array(CAPACITY);
  private readonly sumsZ = new Float64Array(CAPACITY);
  private readonly squareSums = new Float64Array(CAPACITY);
  private readonly leads = new Float64Array(CAPACITY);
  /** Standard deviation of the vector over SWING_SLOTS that end with each slot, g. */
  private readonly swings = new Float64Array(CAPACITY);
  private slots = 0;
  private readonly push = new Float64Array(3);
  private readonly rest = new Float64Array(3);
  private readonly ring: SlotRing;

  constructor(ring: SlotRing) {
    this.ring = ring;
  }

  /** To be called once for each slot that the ring has taken in. */
  see(): void {
    const { ring, sumsX, sumsY, sumsZ } = this;
    const newest = ring.slot & SLOT_MASK;
    const x = ring.x[newest]!;
    const y = ring.y[newest]!;
    const z = ring.z[newest]!;
    // A hole: what lies before it is not held against what comes after.
    if (ring.run === 1) this.slots = 0;
    const at = this.slots & MASK;
    const before = (this.slots - 1) & MASK;
    const first = this.slots === 0;
    sumsX[at] = (first ? 0 : sumsX[before]!) + x;
    sumsY[at] = (first ? 0 : sumsY[before]!) + y;
    sumsZ[at] = (first ? 0 : sumsZ[before]!) + z;
    this.squareSums[at] = (first ? 0 : this.squareSums[before]!) + x * x + y * y + z * z;
    this.leads[at] = ring.share[newest]!;
    this.takeSwing();
    this.slots++;
    if (this.slots > 2 * REST_SLOTS) this.learn();
  }

  /** How clearly the front is known: the sum in units of what chance alone would make of it; 0 at first. */
  get clearness(): number {
    return this.squares > 0 ? Math.hypot(...this.sum) / Math.sqrt(this.squares) : 0;
  }

  private learn(): void {
    const now = this.slots - 1 - LATER_SLOTS;
    // The middle of the push, with as much rest on either side as there is.
    const middle = now - PUSH_AGO_SLOTS - (PUSH_SLOTS >> 1);
    if (
      this.leads[now & MASK]! >= LOOSE_SHARE ||
      this.leads[middle & MASK]! >= LOOSE_SHARE ||
      this.leads[(now - APART_SLOTS) & MASK]! >= LOOSE_SHARE
    )
      return;
    const change = this.swings[now & MASK]! - this.swings[(now - APART_SLOTS) & MASK]!;
    this.mean(now - PUSH_AGO_SLOTS, PUSH_SLOTS, this.push);
    this.mean(now + LATER_SLOTS, 2 * REST_SLOTS, this.rest);
    const { push, rest, sum } = this;
    // Math.hypot puts numbers on the heap.
    const gravity = Math.sqrt(rest[0]! * rest[0]! + rest[1]! * rest[1]! + rest[2]! * rest[2]!);
    if (!(gravity > 0.5)) return;
    const dx = push[0]! - rest[0]!;
    const dy = push[1]! - rest[1]!;
    const dz = push[2]! - rest[2]!;
    // Level ground: what lies along gravity says nothing of the front.
    const up = (dx * rest[0]! + dy * rest[1]! + dz * rest[2]!) / (gravity * gravity);
    const x = change * (dx - up * rest[0]!);
    const y = change * (dy - up * rest[1]!);
    const z = change * (dz - up * rest[2]!);
    sum[0]! += x;
    sum[1]! += y;
    sum[2]! += z;
    this.squares += x * x + y * y + z * z;
  }

  private takeSwing(): void {
    const { sumsX, sumsY, sumsZ, squareSums, slots } = this;
    const to = slots & MASK;
    const from = (slots - SWING_SLOTS) & MASK;
    const x = (sumsX[to]! - sumsX[from]!) / SWING_SLOTS;
    const y = (sumsY[to]! - sumsY[from]!) / SWING_SLOTS;
    const z = (sumsZ[to]! - sumsZ[from]!) / SWING_SLOTS;
    const variance = (squareSums[to]! - squareSums[from]!) / SWING_SLOTS - (x * x + y * y + z * z);
    this.swings[to] = variance > 0 ? Math.sqrt(variance) : 0;
  }

  private mean(lastSlot: number, slots: number, into: Float64Array): void {
    const to = lastSlot & MASK;
    const from = (lastSlot - slots) & MASK;
    into[0] = (this.sumsX[to]! - this.sumsX[from]!) / slots;
    into[1] = (this.sumsY[to]! - this.sumsY[from]!) / slots;
    into[2] = (this.sumsZ[to]! - this.sumsZ[from]!) / slots;
  }
}
