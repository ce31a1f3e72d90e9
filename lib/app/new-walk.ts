import { newId } from '../store/uuid-v7';
import { ASSUMED_BODY_KG } from '../units';
import { WALK_SCHEMA, type Cat, type Walk } from '../walk/walk';
import { localTimeZone } from './local-time-zone';

/** What is the walk's own; everything else follows from the cat. */
type OfTheWalk = Pick<Walk, 'stepNumber' | 'startedAtMs' | 'tags'> &
  Partial<Pick<Walk, 'gait' | 'sensitivity' | 'session' | 'target'>>;

/** A walk of this cat as it begins, where the browser is: open, and nothing said of it. */
export function newWalk(cat: Cat, ofTheWalk: OfTheWalk): Walk {
  return {
    schema: WALK_SCHEMA,
    id: newId(),
    catId: cat.id,
    catName: cat.name,
    bodyKg: cat.bodyKg ?? ASSUMED_BODY_KG,
    bodyKgAssumed: cat.bodyKg === null,
    status: 'recording',
    timeZone: localTimeZone(),
    durationMs: null,
    review: null,
    deletedAtMs: null,
    ...ofTheWalk,
  };
}
