import type { MotionSample } from './sample-block';

/** The smallest range in use, g: an extreme below it is no end of a range. */
const SMALLEST_RANGE_G = 1.9;

/** Where the range of an accelerometer ends, as its samples show it: the greatest value of an axis, and how often it came. */
export class Ceiling {
  /** g; 0 before the first. */
  greatestG = 0;
  private times = 0;

  push({ x, y, z }: Readonly<MotionSample>): void {
    const g = Math.max(Math.abs(x), Math.abs(y), Math.abs(z));
    if (g < this.greatestG) return;
    if (g > this.greatestG) {
      this.greatestG = g;
      this.times = 0;
    }
    this.times++;
  }

  /** Samples at the greatest value. */
  get reached(): number {
    return this.greatestG >= SMALLEST_RANGE_G ? this.times : 0;
  }
}
