import { afterEach, describe, expect, it } from 'vitest';
import {
  forceNumber,
  forceSign,
  formatBound,
  formatForce,
  formatMass,
  formatNewtons,
  formatPull,
  formatShare,
  formatTagMass,
  formatWeightShare,
  speakForce,
} from '../../../lib/charts/format-force';
import { chooseForceUnit, chooseMassUnit } from '../../../lib/words/units-in-use';

afterEach(() => {
  chooseForceUnit('n');
  chooseMassUnit('kg');
});

describe('forces in words', () => {
  it('shows newtons', () => {
    expect([null, NaN, 0, -0.02, 4.44, 99.9, 99.97, 283.4].map(formatNewtons)).toEqual([
      '–',
      '–',
      '0.0',
      '0.0',
      '4.4',
      '99.9',
      '100',
      '283',
    ]);
  });

  it('shows shares', () => {
    expect(formatWeightShare(9.80665, 4)).toBe('25%');
    expect(formatWeightShare(null, 4)).toBe('–');
    expect(formatWeightShare(3, 0)).toBe('–');
    expect([null, 0, 0.876, 1].map(formatShare)).toEqual(['–', '0%', '88%', '100%']);
  });

  // 9.80665 N are the weight of a kilogram.
  it.each([
    ['n', '9.8', 'N', '9.8 N', '9.8 newtons', '10'],
    ['gf', '1,000', 'gf', '1,000 gf', '1,000 grams of force', '1,000'],
    ['share', '25', '%', '25%', '25% of body weight', '25'],
  ] as const)('shows a pull as chosen: %s', (unit, number, sign, shown, spoken, bound) => {
    chooseForceUnit(unit);
    expect(forceNumber(9.80665, 4)).toBe(number);
    expect(forceSign()).toBe(sign);
    expect(formatForce(9.80665, 4)).toBe(shown);
    expect(speakForce(9.80665, 4)).toBe(spoken);
    expect(formatBound(9.80665, 4)).toBe(bound);
  });

  it.each(['n', 'gf', 'share'] as const)(
    'knows no figure where there is none, and no noise of a slack lead: %s',
    (unit) => {
      chooseForceUnit(unit);
      for (const say of [forceNumber, formatForce, speakForce])
        for (const unknown of [null, NaN, Infinity]) expect(say(unknown, 4)).toBe('–');
      expect(forceNumber(-0.2, 4)).toBe(forceNumber(0, 4));
    },
  );

  it('shows masses as chosen', () => {
    expect(formatMass(4.25)).toBe('4.25 kg');
    chooseMassUnit('lb');
    expect(formatMass(4.25)).toBe('9.4 lb');
  });

  it('shows the mass of a tag as chosen, and never more than is fine', () => {
    expect(formatTagMass(30)).toBe('30 g');
    chooseMassUnit('lb');
    expect(formatTagMass(30)).toBe('1.1 oz');
    // 90 g are 3.17 oz: 3.2 would be more.
    expect(formatTagMass(90)).toBe('3.2 oz');
    expect(formatTagMass(90, 'down')).toBe('3.1 oz');
  });

  it.each([
    ['n', '9.8 N'],
    ['gf', '1,000 gf'],
    // Of no cat.
    ['share', '9.8 N'],
  ] as const)('shows a pull without a cat in it: %s', (unit, shown) => {
    chooseForceUnit(unit);
    expect(formatPull(9.80665)).toBe(shown);
    for (const unknown of [null, NaN, Infinity]) expect(formatPull(unknown)).toBe('–');
  });
});
