import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { planOfCat, readPlanInUse, savePlanInUse } from '../../../lib/app/plan-in-use';
import { verdictAfter } from '../../../lib/app/verdict-on';
import { saveCat } from '../../../lib/store/cats';
import { addMark } from '../../../lib/store/marks';
import { saveSetting } from '../../../lib/store/settings';
import { openWalk } from '../../../lib/store/walks';
import { DEFAULT_PLAN, planStep } from '../../../lib/training/plan';
import { exampleCat, exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';

const stricter = structuredClone(DEFAULT_PLAN);
stricter.name = 'Six of six';
stricter.rules.windowUnits.value = 6;

describe('the plan in use', () => {
  it('is the shipped one until another is kept, and again when that is let go', async () => {
    const { database } = freshDatabase();
    expect(await readPlanInUse(database)).toBe(DEFAULT_PLAN);
    await savePlanInUse(database, stricter);
    expect(await readPlanInUse(database)).toEqual(stricter);
    await savePlanInUse(database, null);
    expect(await readPlanInUse(database)).toBe(DEFAULT_PLAN);
  });

  it('is the shipped one where what was kept is no plan', async () => {
    const { database } = freshDatabase();
    await saveSetting(database, 'plan', { format: 'catpace-plan', steps: 'none' });
    expect(await readPlanInUse(database)).toBe(DEFAULT_PLAN);
  });

  it('has a cat’s half steps', () => {
    const plan = planOfCat(stricter, { halfSteps: [{ number: 7.5, easier: 'length', note: '' }] });
    expect(planStep(7.5, plan).number).toBe(7.5);
    expect(planOfCat(stricter, null)).toBe(stricter);
  });

  it('decides after a walk: its figures, the half steps of the cat, and the marks of the walk', async () => {
    const { database } = freshDatabase();
    const halfSteps = [{ number: 7.5, easier: 'length', note: '' } as const];
    await savePlanInUse(database, stricter);
    await saveCat(database, exampleCat({ halfSteps }));
    const walk = exampleWalk({
      stepNumber: 7.5,
      status: 'ended',
      durationMs: 200_000,
      tags: [],
      review: { stress: 1, foodTaken: true, note: '' },
    });
    await openWalk(database, walk);
    expect(await verdictAfter(database, walk)).toMatchObject({
      decision: 'not-enough-data',
      toChange: '5 more sessions.',
    });
    const mark = { id: 'm', walkId: walk.id, tMs: 5000, createdAtMs: 0, deletedAtMs: null };
    await addMark(database, { ...mark, kind: 'stress', text: '5' });
    expect(await verdictAfter(database, walk)).toMatchObject({ decision: 'step-back', nextStepNumber: 7 });
  });
});
