import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeReadiness, READINESS_ALTERNATIVES, READINESS_QUESTIONS } from '../../../lib/training/readiness';
import type { ReadinessAnswers } from '../../../lib/walk/cat-profile';

const keys = READINESS_QUESTIONS;
const answers = (...values: (boolean | null)[]): ReadinessAnswers =>
  Object.fromEntries(keys.flatMap((key, i) => (typeof values[i] === 'boolean' ? [[key, values[i]]] : [])));

describe('the readiness of a cat', () => {
  it.each([
    ['nothing answered', answers(), 'open'],
    ['three yes, the rest open', answers(true, true, true), 'open'],
    ['four yes, the rest open', answers(true, true, true, true), 'ready'],
    ['four yes, two no', answers(true, true, true, true, false, false), 'ready'],
    ['three and three', answers(true, true, true, false, false, false), 'not-yet'],
    ['three no, the rest open', answers(false, false, false), 'not-yet'],
    ['two no, the rest open', answers(false, false), 'open'],
  ])('%s: %s', (_, given, readiness) => {
    expect(judgeReadiness(given).readiness).toBe(readiness);
  });

  it('names what else to do, only for a cat that is not ready, and counts the answers', () => {
    const no = judgeReadiness(answers(false, false, false, true));
    expect(no.alternatives).toEqual(READINESS_ALTERNATIVES);
    expect(no).toMatchObject({ yes: 1, no: 3, open: 2 });
    expect(judgeReadiness(answers(true, true, true, true)).alternatives).toEqual([]);
  });

  it('is never changed any more once it is said', () => {
    const answer = fc.option(fc.boolean(), { nil: null });
    const all = fc.tuple(answer, answer, answer, answer, answer, answer);
    fc.assert(
      fc.property(all, all, (first, later) => {
        const said = judgeReadiness(answers(...first)).readiness;
        fc.pre(said !== 'open');
        const more = first.map((value, i) => value ?? later[i]!);
        expect(judgeReadiness(answers(...more)).readiness).toBe(said);
      }),
    );
  });
});
