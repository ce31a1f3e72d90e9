import type { WalkReview } from './walk';

/** Of the newest sessions whose end the owner spoke of, how many ended with praise and a treat indoors. */
export interface EndedWell {
  of: number;
  well: number;
}

/** How many sessions are looked at. Ours: enough to see a habit. */
const LOOKED_AT = 10;

/** @param reviews the newest session's first; those whose end was not spoken of count neither way. */
export function endedWell(reviews: readonly (WalkReview | null)[]): EndedWell {
  const said = reviews.flatMap((review) => review?.endedWell ?? []).slice(0, LOOKED_AT);
  return { of: said.length, well: said.filter(Boolean).length };
}
