import { describe, expect, it } from 'vitest';
import type { Recording } from '../../../scripts/accuracy/recordings';
import { SCRATCH_TERMS, type ScratchTerm, scratchWindows } from '../../../scripts/accuracy/scratch-window';
import { motionOf, type Part } from '../../support/synthetic-trace';

function recording(label: string, part: Omit<Part, 'ms'>): Recording {
  const block = motionOf([{ ms: 4_000, ...part }], 25);
  return { set: 'ladds', name: 'one', subject: 'one', block, labels: Array.from(block.tMs, () => label) };
}

const term = (one: Recording, name: ScratchTerm): number =>
  scratchWindows(one)[0]!.x[SCRATCH_TERMS.indexOf(name)]!;

describe('scratchWindows', () => {
  const fast = recording('land/scratch', { hz: 5, swingG: 0.3, noiseG: 0.02 });
  const slow = recording('land/moving', { hz: 1, swingG: 0.3, noiseG: 0.02 });

  it('tells a fast swing from a slow one by its rate, its spectrum and its rhythm', () => {
    expect(scratchWindows(fast).map(({ label }) => label)).toContain('scratch');
    expect(5 * term(fast, 'rate')).toBeGreaterThan(4);
    expect(5 * term(fast, 'rate')).toBeLessThan(6);
    expect(5 * term(slow, 'rate')).toBeLessThan(3);
    expect(term(fast, 'fastBySlow')).toBeGreaterThan(1);
    expect(term(slow, 'fastBySlow')).toBeLessThan(-1);
    expect(term(fast, 'rhythm')).toBeGreaterThan(0.8);
  });

  it('looks at what is labelled on land alone', () => {
    expect(scratchWindows({ ...fast, labels: fast.labels.map(() => 'surface/scratch') })).toEqual([]);
    expect(scratchWindows({ ...fast, labels: fast.labels.map(() => 'land/other') })).toEqual([]);
  });
});
