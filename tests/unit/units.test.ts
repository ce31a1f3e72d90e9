import { describe, expect, it } from 'vitest';
import { quartersText } from '../../lib/units';

describe('quartersText', () => {
  it.each([
    [8, '8'],
    [7.5, '7½'],
    [7.25, '7¼'],
    [7.75, '7¾'],
    [0.5, '½'],
    [0, '0'],
    [7.3, '7.3'],
  ])('%d: %s', (value, text) => {
    expect(quartersText(value)).toBe(text);
  });
});
