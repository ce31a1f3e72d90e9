import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../lib/training/judge';
import { DEFAULT_PLAN } from '../../../lib/training/plan';
import { rulesPage, verdictOfCase } from '../../../scripts/rules-page';
import { anyUnit } from '../../support/training-units';

describe('docs/rules.md', () => {
  it('says what the code does (if not: node scripts/run.mjs rules)', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/rules.md'), 'utf8').replaceAll(
      '\r\n',
      '\n',
    );
    expect(page).toBe(rulesPage());
  });

  it('has a row for every verdict that can be: the table’s columns are all that decides, on every step', () => {
    const { windowUnits, dropsToSplit } = DEFAULT_PLAN.rules;
    const counted = DEFAULT_PLAN.steps.filter(({ unit }) => unit === 'trial' || unit === 'session');
    fc.assert(
      fc.property(
        fc.constantFrom(...counted.map(({ number }) => number)),
        fc.array(anyUnit, { maxLength: 8 }),
        fc.integer({ min: 0, max: 3 }),
        (step, units, drops) => {
          const { decision, nextStepNumber, units: lookedAt } = judge(step, units, { drops });
          const red = lookedAt.some((unit) => unit.red !== null);
          const again = drops >= dropsToSplit.value - 1;
          const given = red
            ? { red, again, units: windowUnits.value, good: windowUnits.value - 1, green: true }
            : {
                red,
                again,
                units: lookedAt.length,
                good: lookedAt.filter(({ good }) => good).length,
                green: lookedAt.slice(-2).every(({ green }) => green),
              };
          const inTable = verdictOfCase(given);
          expect(decision).toBe(inTable.decision);
          // Beyond step 9 there is nowhere to go.
          const next = Math.min(9, step + inTable.nextStepNumber - 8);
          expect(nextStepNumber).toBe(next);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
