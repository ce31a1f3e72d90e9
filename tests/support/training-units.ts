import fc from 'fast-check';
import type { RedFlag, TrainingUnit } from '../../lib/training/verdict';

/** A unit for tests: good and green unless said otherwise. */
export function trainingUnit(over: Partial<TrainingUnit> = {}): TrainingUnit {
  return { walkId: 'w', atMs: 0, good: true, green: true, reasons: [], red: null, ...over };
}

/** Any unit that can occur: what is red is neither good nor green. */
export const anyUnit: fc.Arbitrary<TrainingUnit> = fc
  .record({
    walkId: fc.constantFrom('a', 'b', 'c'),
    atMs: fc.integer({ min: 0, max: 30 }),
    good: fc.boolean(),
    green: fc.boolean(),
    red: fc.option(
      fc.constantFrom<RedFlag>(
        { code: 'bolt', tMs: 12_000, isMeasured: true },
        { code: 'stress', tMs: null, level: 4 },
      ),
      { freq: 4 },
    ),
  })
  .map((unit) => trainingUnit(unit.red === null ? unit : { ...unit, good: false, green: false }));
