/** Without a sample for longer than this a stream is unknown, ms (reference definition of "unknown"). */
export const GAP_MS = 500;

/**
 * Samples further apart than this are too few for short events, ms: a cat shakes at some 6.5 Hz (Dickerson 2012), which 12.5 Hz
 * cannot carry, and a lunge lasts 0.1 s. Ours.
 */
export const COARSE_MS = 62;

/** No sensor of a tag reaches this, g: such a value is no measurement. Ours. */
export const MAX_PLAUSIBLE_G = 250;

/** No lead on a cat reaches this, N: such a value is no measurement. Ours. */
export const MAX_PLAUSIBLE_N = 10_000;

/**
 * Samples of a stream may overlap by this much where frames meet, because a sensor's true rate is a little off its
 * nominal one: they are taken at the time of the newest. What is older came late. Ours, ms.
 */
export const OVERLAP_MS = 60;

/**
 * A body's acceleration never repeats itself to the last digit for this long, ms: the sensor is stuck, and what follows is
 * no measurement. In the recordings that the thresholds come from no three axes stand still together for 0.2 s.
 */
export const STUCK_MS = 1_000;

/** A clock that stands still: so many samples are taken at one time, where frames overlap, and no more. Ours. */
export const MOST_AT_ONE_TIME = 32;
