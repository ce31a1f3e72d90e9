import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JUDGED_STEPS, judge, WINDOW_UNITS } from '../../../lib/training/judge';
import { rulesPage, unitsOfCase } from '../../../lib/training/rules-page';
import { anyUnit } from '../../support/training-units';

describe('docs/rules.md', () => {
  it('says what the code does (if not: node scripts/run.mjs rules)', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/rules.md'), 'utf8').replaceAll(
      '\r\n',
      '\n',
    );
    expect(page).toBe(rulesPage());
  });

  it('has a row for every verdict that can be: the table’s columns are all that decides', () => {
    fc.assert(
      fc.property(fc.constantFrom(...JUDGED_STEPS), fc.array(anyUnit, { maxLength: 8 }), (step, units) => {
        const { decision, nextStepNumber, units: lookedAt } = judge(step, units);
        const red = lookedAt.some((unit) => unit.red !== null);
        const given = red
          ? { red, units: WINDOW_UNITS, good: WINDOW_UNITS - 1, green: true }
          : {
              red,
              units: lookedAt.length,
              good: lookedAt.filter(({ good }) => good).length,
              green: lookedAt.slice(-2).every(({ green }) => green),
            };
        const inTable = judge(8, unitsOfCase(given));
        expect(decision).toBe(inTable.decision);
        expect(nextStepNumber - step).toBe(inTable.nextStepNumber - 8);
      }),
      { numRuns: 5000 },
    );
  });
});
