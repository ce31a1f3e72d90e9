import { Greatest } from './greatest';
import type { MotionSample } from './sample-block';

/** The smallest range in use, g: an extreme below it is no end of a range. */
const SMALLEST_RANGE_G = 1.9;

/** Where the range of an accelerometer ends, as its samples show it: the greatest value of an axis, and how often it came. */
export class Ceiling {
  private readonly greatest = new Greatest();

  push({ x, y, z }: Readonly<MotionSample>): void {
    this.greatest.next = Math.max(Math.abs(x), Math.abs(y), Math.abs(z));
    this.greatest.push();
  }

  /** g; 0 before the first. */
  get greatestG(): number {
    return Math.max(0, this.greatest.value);
  }

  /** Samples at the greatest value. */
  get reached(): number {
    return this.greatestG >= SMALLEST_RANGE_G ? this.greatest.times : 0;
  }
}
