import { describe, expect, it } from 'vitest';
import { compareDetections } from '../../../lib/walk/compare-detections';
import { bolt, freeze } from '../../support/example-detections';

describe('what two ways of looking find', () => {
  it('is the same where bounds have moved a little, and of one kind alone', () => {
    const before = [freeze(10_000, 20_000), bolt(30_000, 32_000)];
    const after = [freeze(10_500, 19_000)];
    expect(compareDetections(before, after, 'freeze')).toEqual({ before: 1, after: 1, gone: 0, fresh: 0 });
    expect(compareDetections(before, after, 'bolt')).toEqual({ before: 1, after: 0, gone: 1, fresh: 0 });
  });

  it('counts each event for one other: one that falls apart is one kept and one new', () => {
    const before = [freeze(10_000, 20_000)];
    const after = [freeze(10_000, 14_000), freeze(15_000, 20_000), freeze(40_000, 45_000)];
    expect(compareDetections(before, after, 'freeze')).toEqual({ before: 1, after: 3, gone: 0, fresh: 2 });
    expect(compareDetections(after, before, 'freeze')).toEqual({ before: 3, after: 1, gone: 2, fresh: 0 });
  });
});
