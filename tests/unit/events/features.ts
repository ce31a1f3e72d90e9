import type { MotionFeature } from '../../../lib/signal/motion-features';
import type { TensionFeature } from '../../../lib/signal/tension-features';

/** A motion feature of a body at rest, with what a test changes about it. */
export function motionFeature(tMs: number, over: Partial<MotionFeature> = {}): MotionFeature {
  return {
    tMs,
    afterGap: false,
    previousMs: NaN,
    isCoarse: false,
    peakG: 1,
    swingShortG: 0.02,
    swingG: 0.02,
    swingBeforeG: 0.02,
    sdShortG: 0.01,
    sd05G: 0.01,
    sd1G: 0.01,
    rhythm: NaN,
    oscillationHz: NaN,
    ...over,
  };
}

/** A tension feature whose smoothed pull is the pull. */
export function tensionFeature(
  tMs: number,
  tensionN: number,
  over: Partial<TensionFeature> = {},
): TensionFeature {
  return {
    tMs,
    afterGap: false,
    previousMs: tMs - 12.5,
    tensionN,
    smoothN: tensionN,
    riseN: 0,
    seekRise: () => undefined,
    ...over,
  };
}
