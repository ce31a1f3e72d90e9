import { describe, expect, it } from 'vitest';
import { BootWatch } from '../../../lib/tag/boot-watch';

describe('BootWatch', () => {
  it('follows a clock with drift and a radio that is late for hours', () => {
    const watch = new BootWatch();
    for (let i = 0; i < 36_000; i++) {
      const deviceMs = 1e9 + i * 200 * 1.0005;
      const lateMs = i % 300 < 5 ? 7_000 - (i % 300) : (i * 37) % 90;
      expect(watch.look(deviceMs, i * 200 + lateMs)).toBe(false);
    }
  });

  it('takes a step back, a leap ahead and a clock far behind for another boot, once', () => {
    for (const stepMs of [-5_000, 1e12, -90_000]) {
      const watch = new BootWatch();
      for (let i = 0; i < 100; i++) watch.look(1e6 + i * 200, i * 200);
      // Long enough away that a clock which began anew may have passed its old time.
      const deviceMs = stepMs === -90_000 ? 1e6 + 300_000 - 90_000 : 1e6 + 20_000 + stepMs;
      const arrivalMs = stepMs === -90_000 ? 300_000 : 20_000;
      expect(watch.look(deviceMs, arrivalMs)).toBe(true);
      expect(watch.look(deviceMs + 200, arrivalMs + 200)).toBe(false);
    }
  });
});
