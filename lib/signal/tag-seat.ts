import { GAP_MS } from './gap';
import type { MotionSample } from './sample-block';

/** Walking is looked at so much at a time, ms: several strides. Ours. */
const LOOK_MS = 2_000;
const LEAST_SAMPLES = 8;
/** The mean of a look is the direction of weight where it has about its size, g: a run in a curve and a jump have not. Ours. */
const LIGHTEST_G = 0.8;
const HEAVIEST_G = 1.2;
/** A tag that swings far is heavier by what keeps it on its circle, g: looks up to here are asked whether it swings. Ours. */
const HEAVIEST_SWING_G = 2;
/** The two halves of a look agree within 20°: a body that rolls turns all the time. Ours. */
const STEADY_COS = Math.cos((20 * Math.PI) / 180);
/** Beyond 45° the tag lies differently: no back tilts so far in walking. Ours. */
const TURNED_COS = Math.cos((45 * Math.PI) / 180);
/** Looks in a row that agree within 30° make a new place. Ours: with two, sea lions that roll have many. */
const LOOKS_OF_A_PLACE = 3;
const AGREE_COS = Math.cos((30 * Math.PI) / 180);
/** A place is followed slowly: a share of each look. Ours. */
const FOLLOW = 0.2;
/** What happened within this long belongs together, ms. Ours: a mounting that was seen to once is no trouble for the whole walk. */
const WITHIN_MS = 600_000;
const MOST_PLACES = 16;
/**
 * Where nearly all force lies along one line it swings free: standard deviation across, as a share of that along. Ours: bodies that
 * walk or run in recordings have 0.5 to 2.6 in the middle, people who jump on the spot 0.3.
 */
const FREE_RATIO = 0.4;
/** Looks that the share of free ones is taken over: a minute of walking. */
const FREE_LOOKS = 30;

/**
 * How the tag sits on a body that walks. One that is fastened keeps its direction to the ground from walk to walk, and feels the
 * body's push forwards and sideways as much as its bounce. One on a slack harness comes to lie differently again and again; one
 * that hangs feels force along its own string alone, as any pendulum does.
 */
export class TagSeat {
  /** Times that it came to lie differently, and places more than 45° apart that it was in: the most of any 10 min. */
  turns = 0;
  places = 0;
  /** Highest share of looks that swung free, over a minute of walking; 0 before there is one. */
  freeShare = 0;
  /** Looks of 2 s of walking so far that were asked whether they swing. */
  looks = 0;
  private fromMs = NaN;
  private lastMs = NaN;
  private count = 0;
  private readonly first = new Float64Array(4);
  private readonly sum = new Float64Array(3);
  /** xx, yy, zz, xy, xz, yz. */
  private readonly squares = new Float64Array(6);
  private readonly look = new Float64Array(3);
  private readonly place = new Float64Array(3);
  private readonly other = new Float64Array(3);
  private otherLooks = 0;
  private readonly placesX = new Float64Array(MOST_PLACES);
  private readonly placesY = new Float64Array(MOST_PLACES);
  private readonly placesZ = new Float64Array(MOST_PLACES);
  private readonly untilMs = new Float64Array(MOST_PLACES);
  private turned = -1;
  private readonly free = new Uint8Array(FREE_LOOKS);
  private freeLooks = 0;

  /** Takes a finite sample in, and whether the body moves along. Times never fall. */
  push({ tMs, x, y, z }: Readonly<MotionSample>, walks: boolean): void {
    if (!walks || !(tMs - this.lastMs <= GAP_MS)) this.count = 0;
    this.lastMs = tMs;
    if (!walks) return;
    if (this.count > 0 && tMs - this.fromMs >= LOOK_MS) {
      this.close();
      this.count = 0;
    }
    const { first, sum, squares } = this;
    if (this.count === 0) {
      this.fromMs = tMs;
      first.fill(0);
      sum.fill(0);
      squares.fill(0);
    }
    this.count++;
    sum[0]! += x;
    sum[1]! += y;
    sum[2]! += z;
    squares[0]! += x * x;
    squares[1]! += y * y;
    squares[2]! += z * z;
    squares[3]! += x * y;
    squares[4]! += x * z;
    squares[5]! += y * z;
    if (tMs - this.fromMs >= LOOK_MS / 2) return;
    first[0]! += x;
    first[1]! += y;
    first[2]! += z;
    first[3]!++;
  }

  /** A look is whole. */
  private close(): void {
    const { count, first, sum, look } = this;
    const early = first[3]!;
    if (count < LEAST_SAMPLES || early < 2 || count - early < 2) return;
    const x = sum[0]! / count;
    const y = sum[1]! / count;
    const z = sum[2]! / count;
    const size = Math.sqrt(x * x + y * y + z * z);
    if (!(size >= LIGHTEST_G && size <= HEAVIEST_SWING_G)) return;
    look[0] = x / size;
    look[1] = y / size;
    look[2] = z / size;
    this.seesLine();
    if (size > HEAVIEST_G) return;
    const ax = first[0]!;
    const ay = first[1]!;
    const az = first[2]!;
    const bx = sum[0]! - ax;
    const by = sum[1]! - ay;
    const bz = sum[2]! - az;
    const sizes = Math.sqrt((ax * ax + ay * ay + az * az) * (bx * bx + by * by + bz * bz));
    if (ax * bx + ay * by + az * bz >= STEADY_COS * sizes) this.seesPlace();
  }

  /** Whether the force lay along one line: swing across it against swing along it. */
  private seesLine(): void {
    const { count, sum, squares, look, free } = this;
    const x = look[0]!;
    const y = look[1]!;
    const z = look[2]!;
    const mean = (sum[0]! * x + sum[1]! * y + sum[2]! * z) / count;
    const along =
      (squares[0]! * x * x +
        squares[1]! * y * y +
        squares[2]! * z * z +
        2 * (squares[3]! * x * y + squares[4]! * x * z + squares[5]! * y * z)) /
        count -
      mean * mean;
    const all = (squares[0]! + squares[1]! + squares[2]!) / count - mean * mean;
    const at = this.looks % FREE_LOOKS;
    const isFree = all - along < FREE_RATIO * FREE_RATIO * along ? 1 : 0;
    this.freeLooks += isFree - (this.looks < FREE_LOOKS ? 0 : free[at]!);
    free[at] = isFree;
    this.looks++;
    const share = this.freeLooks / FREE_LOOKS;
    if (this.looks >= FREE_LOOKS && share > this.freeShare) this.freeShare = share;
  }

  /** Whether it lies where it lay. */
  private seesPlace(): void {
    const { look, place, other } = this;
    if (this.turned < 0) {
      place.set(look);
      this.turned = 0;
      return;
    }
    if (alike(look, place, TURNED_COS)) {
      this.otherLooks = 0;
      lead(place, look, FOLLOW);
      return;
    }
    if (this.otherLooks === 0 || !alike(look, other, AGREE_COS)) {
      other.set(look);
      this.otherLooks = 1;
      return;
    }
    this.otherLooks++;
    lead(other, look, 1 / this.otherLooks);
    if (this.otherLooks < LOOKS_OF_A_PLACE) return;
    this.leave();
    place.set(other);
    this.otherLooks = 0;
  }

  /** The place is left: how many turns and places there were within the time. */
  private leave(): void {
    const { place, placesX, placesY, placesZ, untilMs, turned } = this;
    const at = turned % MOST_PLACES;
    placesX[at] = place[0]!;
    placesY[at] = place[1]!;
    placesZ[at] = place[2]!;
    untilMs[at] = this.lastMs;
    this.turned++;
    let turns = 0;
    const apart: Float64Array[] = [this.other];
    for (let k = turned; k >= 0 && k > turned - MOST_PLACES; k--) {
      const i = k % MOST_PLACES;
      if (this.lastMs - untilMs[i]! > WITHIN_MS) break;
      turns++;
      const left = Float64Array.of(placesX[i]!, placesY[i]!, placesZ[i]!);
      if (apart.every((one) => !alike(one, left, TURNED_COS))) apart.push(left);
    }
    if (turns > this.turns) this.turns = turns;
    if (apart.length > this.places) this.places = apart.length;
  }
}

/** Whether two directions lie within the angle of this cosine. */
function alike(a: Float64Array, b: Float64Array, cosine: number): boolean {
  const dot = a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
  const sizes =
    (a[0]! * a[0]! + a[1]! * a[1]! + a[2]! * a[2]!) * (b[0]! * b[0]! + b[1]! * b[1]! + b[2]! * b[2]!);
  return dot >= cosine * Math.sqrt(sizes);
}

/** Moves a direction towards another by this share. */
function lead(from: Float64Array, to: Float64Array, share: number): void {
  for (let axis = 0; axis < 3; axis++) from[axis]! += share * (to[axis]! - from[axis]!);
}
