import type { Walk } from './walk';

/** One trace of a walk whose samples are gone: two values a second, the lowest and the highest of it. */
export interface OverviewTrace {
  name: 'tension' | 'motion' | 'link';
  /** Lowest and highest value of each whole second from the walk's beginning on, in turn; NaN where nothing was measured. */
  values: Float32Array;
}

/** What a replay shows of a walk whose samples were thinned out. Key: walkId. */
export interface WalkOverview {
  walkId: string;
  traces: OverviewTrace[];
}

/** Whether a walk's samples were let go. */
export function isThinned({ thinnedAtMs }: Pick<Walk, 'thinnedAtMs'>): boolean {
  return (thinnedAtMs ?? null) !== null;
}
