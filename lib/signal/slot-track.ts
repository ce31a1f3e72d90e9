import { GAP_MS } from './gap';
import type { MotionSample } from './sample-block';

/** Length of a slot, ms: 25 Hz, as the features of motion. */
export const SLOT_MS = 40;
const FIRST_CAPACITY = 256;

/**
 * One stream on a common grid: the mean of its samples in each slot of 40 ms since time 0, so that streams of any rate lie
 * side by side. A slot without a sample repeats the one before; a hole of more than GAP_MS has no slots. Complete slots
 * wait in a queue, in order, until they are taken.
 */
export class SlotTrack {
  private readonly width: number;
  private readonly most: number;
  private slots = new Float64Array(FIRST_CAPACITY);
  private values: Float64Array;
  private readonly sums: Float64Array;
  private head = 0;
  private tail = 0;
  private count = 0;
  private lastMs = NaN;
  private openSlot = NaN;
  private nextSlot = NaN;
  private tMs = NaN;
  /**
   * Number of the first slot that waits, and its figures (y and z of a track of three alone); NaN while none waits. Fields: a
   * number that a call gives back is put on the heap.
   */
  slot = NaN;
  x = NaN;
  y = NaN;
  z = NaN;

  /**
   * @param width figures a sample
   * @param most slots that wait at most: beyond it the oldest go untaken
   */
  constructor(width: 1 | 3, most = Infinity) {
    this.width = width;
    this.most = most;
    this.values = new Float64Array(FIRST_CAPACITY * width);
    this.sums = new Float64Array(width);
  }

  /** Takes a finite sample in, a track of one figure its x; times never fall. */
  push({ tMs, x, y, z }: Readonly<MotionSample>): void {
    this.tMs = tMs;
    this.turnTo();
    const { sums } = this;
    sums[0]! += x;
    if (this.width === 1) return;
    sums[1]! += y;
    sums[2]! += z;
  }

  /** Opens the slot of the present sample. Without arguments: a number that is handed to a call is put on the heap. */
  private turnTo(): void {
    const slot = Math.floor(this.tMs / SLOT_MS);
    this.nextSlot = slot;
    if (slot > this.openSlot) this.complete(this.tMs - this.lastMs > GAP_MS);
    this.openSlot = slot;
    this.lastMs = this.tMs;
    this.count++;
  }

  /** Slots that wait. */
  get length(): number {
    return this.tail - this.head;
  }

  get isEmpty(): boolean {
    return this.head === this.tail;
  }

  /** Takes the first one out. */
  next(): void {
    this.head++;
    if (this.head >= FIRST_CAPACITY && 2 * this.head >= this.tail) {
      this.slots.copyWithin(0, this.head, this.tail);
      this.values.copyWithin(0, this.head * this.width, this.tail * this.width);
      this.tail -= this.head;
      this.head = 0;
    }
    this.showFirst();
  }

  private showFirst(): void {
    const { head, width, values } = this;
    if (head === this.tail) {
      this.slot = this.x = this.y = this.z = NaN;
      return;
    }
    this.slot = this.slots[head]!;
    this.x = values[head * width]!;
    if (width === 1) return;
    this.y = values[head * width + 1]!;
    this.z = values[head * width + 2]!;
  }

  /** Puts the open slot into the queue, and what it stands for up to the next one, unless a hole lies between. */
  private complete(isHole: boolean): void {
    const { width, sums } = this;
    const endSlot = isHole ? this.openSlot + 1 : this.nextSlot;
    for (let slot = this.openSlot; slot < endSlot; slot++) {
      if (this.tail === this.slots.length) this.grow();
      this.slots[this.tail] = slot;
      for (let column = 0; column < width; column++)
        this.values[this.tail * width + column] = sums[column]! / this.count;
      this.tail++;
      if (this.tail - this.head > this.most) this.next();
      else if (this.tail - this.head === 1) this.showFirst();
    }
    // Not `fill`: for so few it costs more than all else here.
    for (let column = 0; column < width; column++) sums[column] = 0;
    this.count = 0;
  }

  private grow(): void {
    const slots = new Float64Array(2 * this.slots.length);
    const values = new Float64Array(2 * this.values.length);
    slots.set(this.slots);
    values.set(this.values);
    this.slots = slots;
    this.values = values;
  }
}
