import { describe, expect, it } from 'vitest';
import { formatNewtons, formatShare, formatWeightShare } from '../../../lib/charts/format-force';

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
});
