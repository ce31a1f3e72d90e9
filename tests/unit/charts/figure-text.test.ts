import { describe, expect, it } from 'vitest';
import { differenceText, figureText } from '../../../lib/charts/figure-text';

describe('a figure and what it differs by', () => {
  it('has its unit, and a dash where it was not measured', () => {
    expect(figureText(245_000, 'ms', 4.5)).toBe('4 min 05 s');
    expect(figureText(0.824, 'share', 4.5)).toBe('82%');
    expect(figureText(3.21, 'newtons', 4.5)).toBe('3.2 N');
    expect(figureText(2.5, 'count', 4.5)).toBe('2.5');
    expect(figureText(null, 'count', 4.5)).toBe('–');
  });

  it('says more or less, shares in points, and "none" where nothing would show', () => {
    expect(differenceText(70_000, 'ms', 4.5)).toBe('+1 min 10 s');
    expect(differenceText(-0.12, 'share', 4.5)).toBe('−12 points');
    expect(differenceText(-3, 'count', 4.5)).toBe('−3');
    expect(differenceText(0.002, 'share', 4.5)).toBe('none');
    expect(differenceText(0.01, 'newtons', 4.5)).toBe('none');
    expect(differenceText(null, 'newtons', 4.5)).toBe('–');
  });
});
