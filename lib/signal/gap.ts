/** Without a sample for longer than this a stream is unknown, ms (reference definition of "unknown"). */
export const GAP_MS = 500;

/** No sensor of a tag reaches this, g: such a value is no measurement. Ours. */
export const MAX_PLAUSIBLE_G = 250;

/** No lead on a cat reaches this, N: such a value is no measurement. Ours. */
export const MAX_PLAUSIBLE_N = 10_000;

/**
 * Samples of a stream may overlap by this much where frames meet, because a sensor's true rate is a little off its
 * nominal one: they are taken at the time of the newest. What is older came late. Ours, ms.
 */
export const OVERLAP_MS = 60;
