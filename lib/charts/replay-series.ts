import type { MinMaxPyramid } from './min-max-pyramid';
import type { LevelBounds } from './tension-scale';

/** The three axes of one stream, x, y, z: built when they are first asked for, because few look at them. */
export type AxisSeries = () => readonly [MinMaxPyramid, MinMaxPyramid, MinMaxPyramid];

/** The traces of one walk, ready to draw. Null: the walk has no such stream. */
export interface ReplaySeries {
  durationMs: number;
  /** N. */
  tension: MinMaxPyramid | null;
  /** Body motion: standard deviation of |a| over 1 s, g. */
  motion: MinMaxPyramid | null;
  /** Acceleration, g. */
  accel: AxisSeries | null;
  /** Rate of turning, °/s. */
  gyro: AxisSeries | null;
  /** Share of the samples of each second that arrived, 0–1: the lowest of the walk's streams. */
  link: MinMaxPyramid | null;
  bandsN: LevelBounds;
  /** What the cat weighs, or is assumed to, kg: for pulls in percent of it. */
  bodyKg: number;
}
