import { afterEach, expect, it } from 'vitest';
import { unitWords } from '../../../lib/charts/verdict-words';
import { chooseForceUnit } from '../../../lib/words/units-in-use';
import { trainingUnit } from '../../support/training-units';

afterEach(() => chooseForceUnit('n'));

// 9.80665 N are the weight of a kilogram.
it.each([
  ['n', '9.8 N'],
  ['gf', '1,000 gf'],
  ['share', '25%'],
] as const)('says how hard a trial pulled in the owner’s unit: %s', (unit, force) => {
  chooseForceUnit(unit);
  const trial = trainingUnit({ reasons: [{ code: 'more-than-light', peakN: 9.80665, bodyKg: 4 }] });
  expect(unitWords(trial).reasons).toEqual([`More than light: at most ${force}.`]);
});
