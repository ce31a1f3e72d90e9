import { describe, expect, it } from 'vitest';
import {
  askedBy,
  chooseSensitivity,
  SENSITIVE_KINDS,
  withSensitivity,
  type Sensitivity,
} from '../../../lib/events/sensitivity';
import { THRESHOLD_VALUES, type ThresholdValues } from '../../../lib/events/thresholds';

const differing = (a: ThresholdValues, b: ThresholdValues): string[] =>
  Object.keys(a).filter((name) => a[name as keyof ThresholdValues] !== b[name as keyof ThresholdValues]);

describe('sensitivity', () => {
  it('as usual is the very thresholds', () => {
    expect(withSensitivity(THRESHOLD_VALUES, {})).toBe(THRESHOLD_VALUES);
  });

  it.each(SENSITIVE_KINDS)('of %s moves one threshold, up for fewer and down for more', (kind) => {
    const fewer = withSensitivity(THRESHOLD_VALUES, { [kind]: 'fewer' });
    const more = withSensitivity(THRESHOLD_VALUES, { [kind]: 'more' });
    const [name, ...others] = differing(fewer, THRESHOLD_VALUES) as (keyof ThresholdValues)[];
    expect(others).toEqual([]);
    expect(differing(more, THRESHOLD_VALUES)).toEqual([name]);
    expect(fewer[name!]).toBeGreaterThan(THRESHOLD_VALUES[name!]);
    expect(more[name!]).toBeLessThan(THRESHOLD_VALUES[name!]);
    expect(more[name!]).toBeGreaterThan(0);
  });

  it('raises a level from where the cat’s own gait has put it', () => {
    const fitted = { ...THRESHOLD_VALUES, boltG: 1.2 };
    expect(withSensitivity(fitted, { bolt: 'fewer' }).boltG).toBeCloseTo(1.5);
  });

  it('heeds nothing that is no choice of ours: files come from anywhere', () => {
    const strange = { bolt: 'loud', meow: 'more', __proto__: { freeze: 'more' } } as unknown as Sensitivity;
    expect(withSensitivity(THRESHOLD_VALUES, { ...strange })).toBe(THRESHOLD_VALUES);
  });

  it('is chosen kind by kind, and given back', () => {
    const one = chooseSensitivity({}, 'bolt', 'fewer');
    const two = chooseSensitivity(one, 'freeze', 'more');
    expect(two).toEqual({ bolt: 'fewer', freeze: 'more' });
    expect(chooseSensitivity(two, 'bolt', 'usual')).toEqual({ freeze: 'more' });
    expect(one).toEqual({ bolt: 'fewer' });
  });

  it('says what it asks for', () => {
    expect(askedBy('freeze', 'usual')).toEqual({ unit: 'ms', value: 3000 });
    expect(askedBy('freeze', 'fewer')).toEqual({ unit: 'ms', value: 4000 });
    expect(askedBy('bolt', 'more')).toEqual({ unit: 'share', value: 0.8 });
  });
});
