import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../lib/training/plan-schema';
import type { HalfStep } from '../../../lib/walk/half-step';
import { HALF_STEP_WORDS } from '../../../lib/app/plan-words';
import { withHalfSteps as withWords } from '../../../lib/training/half-steps';
import { DEFAULT_PLAN } from '../../../lib/training/plan';
import { planPlaceWords } from '../../../lib/app/plan-file-words';
import { planChanges } from '../../../lib/training/plan-changes';

const withHalfSteps = (plan: Plan, halfSteps: readonly HalfStep[]) =>
  withWords(plan, halfSteps, HALF_STEP_WORDS);

describe('planChanges', () => {
  it('finds none between a plan and itself', () => {
    expect(planChanges(DEFAULT_PLAN, structuredClone(DEFAULT_PLAN))).toEqual([]);
  });

  it('names the place, what was there and what is', () => {
    const other = structuredClone(DEFAULT_PLAN);
    other.rules.advanceGood.value = 5;
    other.steps[7]!.time!.toMinutes = 12;
    other.steps[7]!.how.pop();
    other.steps[1]!.time = { fromMinutes: null, toMinutes: 3, source: 'ours' };
    const said = planChanges(DEFAULT_PLAN, other).map(({ place, from, to }) => ({
      place: planPlaceWords(place),
      from,
      to,
    }));
    expect(said).toEqual([
      { place: 'rules › advanceGood › value', from: 4, to: 5 },
      { place: 'step 2 › time', from: null, to: undefined },
      {
        place: 'step 8 › how 3',
        from: 'Keep it to 5 to 10 minutes and go in while it is still good.',
        to: undefined,
      },
      { place: 'step 8 › time › toMinutes', from: 10, to: 12 },
      { place: 'step 2 › time › fromMinutes', from: undefined, to: null },
      { place: 'step 2 › time › toMinutes', from: undefined, to: 3 },
      { place: 'step 2 › time › source', from: undefined, to: 'ours' },
    ]);
  });

  it('matches steps by their numbers: a half step is one more, not another nine', () => {
    const more = withHalfSteps(DEFAULT_PLAN, [{ number: 7.5, easier: 'distance', note: '' }]);
    const places = planChanges(DEFAULT_PLAN, more).map(({ place }) => planPlaceWords(place));
    expect(places.every((place) => place.startsWith('step 7½') || place.startsWith('sources'))).toBe(true);
    expect(planChanges(more, DEFAULT_PLAN).every(({ to }) => to === undefined)).toBe(true);
  });
});
