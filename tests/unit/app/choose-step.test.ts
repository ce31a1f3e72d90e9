import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { chooseStep } from '../../../lib/app/choose-step';
import { verdictWords } from '../../../lib/charts/verdict-words';
import { listCats, saveCat } from '../../../lib/store/cats';
import { listChoices } from '../../../lib/store/choices';
import { judge } from '../../../lib/training/judge';
import { paceOfChoice } from '../../../lib/training/pace-of-choice';
import { exampleCat } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';
import { trainingUnit } from '../../support/training-units';

const verdict = verdictWords(
  judge(
    8,
    [1, 2, 3, 4, 5].map((atMs) => trainingUnit({ walkId: `w${atMs % 2}`, atMs })),
  ),
);

async function begin() {
  const { database } = freshDatabase();
  const cat = exampleCat({ stepNumber: 8 });
  await saveCat(database, cat);
  return { database, cat };
}

describe('the owner’s choice', () => {
  it('is slower, as the rule says, or faster', () => {
    expect(verdict.nextStepNumber).toBe(9);
    expect([7, 7.5, 8, 9].map((to) => paceOfChoice(verdict, to))).toEqual([
      'slower',
      'slower',
      'slower',
      'as-the-rule',
    ]);
    expect(paceOfChoice({ nextStepNumber: 8 }, 9)).toBe('faster');
  });

  it('is kept beside what the rule said, and the cat goes on that step', async () => {
    const { database, cat } = await begin();
    const { cat: changed, choice } = await chooseStep(database, cat, verdict, 9, 'not asked');
    expect(changed.stepNumber).toBe(9);
    expect((await listCats(database))[0]!.stepNumber).toBe(9);
    expect(await listChoices(database)).toEqual([choice]);
    expect(choice).toMatchObject({
      catId: cat.id,
      fromStepNumber: 8,
      toStepNumber: 9,
      decision: 'advance',
      rule: verdict.rule,
      ruleStepNumber: 9,
      walkIds: ['w1', 'w0'],
      reason: null,
    });
  });

  it('may always be slower, without a reason', async () => {
    const { database, cat } = await begin();
    await chooseStep(database, cat, verdict, 2, '');
    expect((await listCats(database))[0]!.stepNumber).toBe(2);
  });

  it('asks for a reason where it is faster: without one nothing is kept', async () => {
    const { database, cat } = await begin();
    const slow = verdictWords(judge(8, []));
    await expect(chooseStep(database, cat, slow, 9, '  ')).rejects.toThrow(RangeError);
    expect(await listChoices(database)).toEqual([]);
    expect((await listCats(database))[0]!.stepNumber).toBe(8);
    await chooseStep(database, cat, slow, 9, ' She waits at the gate. ');
    expect((await listChoices(database))[0]).toMatchObject({ reason: 'She waits at the gate.' });
  });

  it('lists the newest first', async () => {
    const { database, cat } = await begin();
    const clock = vi.spyOn(Date, 'now');
    for (const step of [7, 6, 5]) {
      clock.mockReturnValue(1_750_000_000_000 - step);
      await chooseStep(database, cat, verdict, step, '');
    }
    clock.mockRestore();
    const steps = (await listChoices(database)).map(({ toStepNumber }) => toStepNumber);
    expect(steps).toEqual([5, 6, 7]);
  });
});
