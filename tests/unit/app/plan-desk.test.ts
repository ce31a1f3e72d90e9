import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Library } from '../../../lib/app/library.svelte';
import { PlanDesk } from '../../../lib/app/plan-desk.svelte';
import { planOfCat, readPlanInUse } from '../../../lib/app/plan-in-use';
import { listCats, saveCat } from '../../../lib/store/cats';
import { DEFAULT_PLAN } from '../../../lib/training/plan';
import { planFileText } from '../../../lib/training/plan-file';
import type { Plan } from '../../../lib/training/plan-schema';
import type { Cat } from '../../../lib/walk/walk';
import { exampleCat } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';

/** What the desk needs of a library: one cat and the plan, on a database of its own. */
async function begin(over: Partial<Cat> = {}) {
  const { database } = freshDatabase();
  const cat = exampleCat(over);
  await saveCat(database, cat);
  const library = {
    database,
    cat,
    plan: DEFAULT_PLAN as Plan,
    get catPlan(): Plan {
      return planOfCat(this.plan, this.cat);
    },
    showCat(changed: Cat) {
      this.cat = changed;
    },
    try: (work: () => Promise<void>) => work(),
  };
  return { library, database, desk: new PlanDesk(library as unknown as Library) };
}
const fileOf = (text: string) => new File([text], 'plan.json');
const numbers = (plan: Plan) => plan.steps.map(({ number }) => number);

describe('half steps', () => {
  it('are added before a step, kept with the cat, taken out, and brought back', async () => {
    const { desk, library, database } = await begin({ stepNumber: 8 });
    expect(desk.easierFor(8)).toEqual(['length', 'distance', 'distraction']);
    await desk.split(8, 'length', 'doormat');
    expect(numbers(library.catPlan)).toContain(7.5);
    expect((await listCats(database))[0]!.halfSteps).toEqual([
      { number: 7.5, easier: 'length', note: 'doormat' },
    ]);
    await desk.split(8, 'distance', '');
    expect(numbers(library.catPlan)).toContain(7.75);
    expect(desk.easierFor(8)).toEqual([]);
    await desk.takeOut(7.5);
    expect(numbers(library.catPlan)).not.toContain(7.5);
    desk.undoable!.undo();
    await expect.poll(() => numbers(library.catPlan)).toContain(7.5);
  });

  it('never leave a cat on a step that is not there', async () => {
    const { desk, library } = await begin({
      stepNumber: 7.5,
      halfSteps: [{ number: 7.5, easier: 'length', note: '' }],
    });
    await desk.takeOut(7.5);
    expect(library.cat.stepNumber).toBe(7);
    desk.undoable!.undo();
    await expect.poll(() => library.cat.stepNumber).toBe(7.5);
  });

  it('stand nowhere before step 1, before a half step, or before the habit', async () => {
    const { desk } = await begin({ halfSteps: [{ number: 7.5, easier: 'length', note: '' }] });
    for (const number of [1, 7.5, 10]) expect(desk.easierFor(number)).toEqual([]);
  });
});

describe('a plan from a file', () => {
  const gentler = structuredClone(DEFAULT_PLAN);
  gentler.name = 'Gentler';
  gentler.rules.advanceGood.value = 5;

  it('is looked at, used, and undone', async () => {
    const { desk, library, database } = await begin();
    await desk.open(fileOf(planFileText(gentler)));
    expect(desk.file.pending!.changes.map(({ place }) => place)).toEqual([
      'name',
      'rules › advanceGood › value',
    ]);
    expect(library.plan).toBe(DEFAULT_PLAN);
    await desk.use();
    expect(await readPlanInUse(database)).toEqual(gentler);
    expect([desk.isShipped, desk.file.pending]).toEqual([false, null]);
    desk.undoable!.undo();
    await expect.poll(() => desk.isShipped).toBe(true);
    expect(await readPlanInUse(database)).toBe(DEFAULT_PLAN);
  });

  it('leads back to the shipped one', async () => {
    const { desk, library } = await begin();
    await desk.open(fileOf(planFileText(gentler)));
    await desk.use();
    await desk.backToShipped();
    expect(library.plan).toBe(DEFAULT_PLAN);
  });

  it.each([
    ['no plan', '{"walks": []}'],
    ['no text of a plan', 'hello'],
    ['50 MB', 'x'.repeat(1_000_001)],
  ])('is refused when it is %s, and nothing changes', async (_what, text) => {
    const { desk, library } = await begin();
    await desk.open(fileOf(text));
    expect(desk.file.problems!.length).toBeGreaterThan(0);
    expect(desk.file.pending).toBeNull();
    await desk.use();
    expect(library.plan).toBe(DEFAULT_PLAN);
  });
});
