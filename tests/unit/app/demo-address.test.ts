import { describe, expect, it } from 'vitest';
import { demoFrom } from '../../../lib/app/demo-address';

describe('the demo that an address asks for', () => {
  it('is none unless it is asked for', () => {
    for (const search of ['', '?', '?demo=0', '?demo=true', '?seed=3', '?demo'])
      expect(demoFrom(search)).toBeNull();
  });

  it('takes seed and speed', () => {
    expect(demoFrom('?demo=1&seed=12&speed=20')).toEqual({ seed: 12, speed: 20 });
    expect(demoFrom('?demo=1')).toEqual({ seed: 7, speed: 1 });
  });

  it.each(['abc', '', '-3', '0', 'NaN', 'Infinity', '1e999', '<b>', '0x'])('falls back for %j', (value) => {
    expect(demoFrom(`?demo=1&seed=${value}&speed=${value}`)).toEqual({ seed: 7, speed: 1 });
  });

  it('keeps the speed where a walk can be watched', () => {
    expect(demoFrom('?demo=1&speed=1e300')?.speed).toBe(40);
    // Slower, the page would seem to connect for ever.
    expect(demoFrom('?demo=1&speed=1e-300')?.speed).toBe(0.1);
  });
});
