import { describe, expect, it } from 'vitest';
import { confidenceGrade, evidenceLines } from '../../../lib/charts/evidence-words';

describe('evidence in words', () => {
  it('grades confidence', () => {
    expect([0, 0.59, 0.6, 0.79, 0.8, 1].map(confidenceGrade)).toEqual([
      'faint',
      'faint',
      'likely',
      'likely',
      'clear',
      'clear',
    ]);
  });

  it('says each figure with its unit, and what it was held against', () => {
    expect(
      evidenceLines([
        { measure: 'stillChance', value: 0.876, bound: 0.44 },
        { measure: 'motionSdG', value: 0.0123, bound: null },
        { measure: 'oscillationHz', value: 6.48, bound: 4 },
        { measure: 'lastedMs', value: 1_240, bound: 500 },
      ]),
    ).toEqual([
      { what: 'Chance that the cat is still', figure: '88%', against: '44%' },
      { what: 'Spread of acceleration', figure: '0.012 g', against: null },
      { what: 'Rate of the swing', figure: '6.5 Hz', against: '4.0 Hz' },
      { what: 'It lasted', figure: '1.2 s', against: '0.5 s' },
    ]);
  });
});
