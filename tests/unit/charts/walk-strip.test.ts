import { describe, expect, it } from 'vitest';
import { STRIP_WIDTH, walkStrip } from '../../../lib/charts/walk-strip';
import { freeze, tension } from '../../support/example-detections';

describe('a walk’s strip', () => {
  it('has its stretches to scale, and a taller line for a stronger pull', () => {
    const strip = walkStrip(
      60_000,
      [
        { state: 'moving', startMs: 0, endMs: 30_000 },
        { state: 'still', startMs: 30_000, endMs: 60_000 },
      ],
      [tension(15_000, 16_000, 'light'), tension(45_000, 46_000, 'lunge'), freeze(30_000, 40_000)],
    );
    expect(strip.moving).toBe('M0 19H48');
    expect(strip.still).toBe(`M48 19H${STRIP_WIDTH}`);
    expect(strip.pulls).toBe('M24 16v-4.5M72 16v-15');
  });

  it('leaves out what nobody could see, and holds for an empty walk', () => {
    expect(walkStrip(3_600_000, [{ state: 'moving', startMs: 0, endMs: 5_000 }], []).moving).toBe('');
    expect(walkStrip(0, [{ state: 'moving', startMs: 0, endMs: 0 }], [])).toEqual({
      moving: '',
      still: '',
      pulls: '',
    });
  });
});
