import fc from 'fast-check';
import type { TrainingUnit } from '../../lib/training/verdict';

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
    red: fc.option(fc.constantFrom('The tag saw a bolt.', 'Stress 4 of 5.'), { freq: 4 }),
  })
  .map((unit) => trainingUnit(unit.red === null ? unit : { ...unit, good: false, green: false }));
