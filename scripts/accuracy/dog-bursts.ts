/**
 * Run bursts of `dog/galea__run_bursts`, which has no labels: [start, end] in seconds.
 *
 * Marked by hand, before the bolt detector was tuned, on a print of the highest ||a| − 1 g| in each quarter second: a
 * burst begins with the first quarter above 1.6 g after at least a second below it, holds several above 2 g, and ends
 * with the last one before another second below. Left out: single jolts, a trot (202.8 to 205 s, below 3.3 g), and the
 * shake below.
 */
export const DOG_BURSTS_S: readonly (readonly [number, number])[] = [
  [15.35, 20.4],
  [43.2, 44.9],
  [50.7, 52.7],
  [76.5, 81.0],
  [99.3, 102.0],
  [104.5, 105.8],
  [125.95, 130.7],
  [147.35, 149.0],
  [159.45, 160.2],
  [181.95, 186.7],
  [232.3, 237.0],
];

/** A body shake in the same recording: 6 Hz, 8 g, regular, out of calm. Marked in the same way. */
export const DOG_SHAKES_S: readonly (readonly [number, number])[] = [[210.2, 211.2]];
