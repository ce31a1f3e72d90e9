import { describe, expect, it } from 'vitest';
import type { Correction } from '../../../lib/walk/correction';
import { ownersDetections } from '../../../lib/walk/owners-detections';
import { redFlagWords } from '../../../lib/charts/verdict-words';
import { redFlags } from '../../../lib/training/red-flags';
import { exampleDetections, bolt, freeze, tension } from '../../support/example-detections';
import { exampleWalk } from '../../support/example-walk';

const BOLT = bolt(50_000, 52_000);
const events = [freeze(10_000, 20_000), tension(30_000, 33_000, 'pull'), BOLT];
const detections = exampleDetections(600_000, {
  events,
  summary: { pulls: 1, pullsPer10Min: 1, freezes: 1, bolts: 1, slackShare: 0.9, pullMs: 60_000 },
});

const word = { id: 'x', walkId: 'w', createdAtMs: 1, deletedAtMs: null } as const;
const notSo: Correction = {
  ...word,
  say: 'reject',
  subject: { by: 'detector', kind: 'bolt', startMs: 50_000, endMs: 52_000 },
};

describe('a walk as the owner sees it', () => {
  it('is the detectors’ own where nothing was said, or all was taken back', () => {
    expect(ownersDetections(detections, [])).toBe(detections);
    expect(ownersDetections(detections, [{ ...notSo, deletedAtMs: 2 }])).toBe(detections);
  });

  it('counts without what was rejected; figures that rest on samples stay', () => {
    const seen = ownersDetections(detections, [notSo]);
    expect(seen.events).toEqual(events.slice(0, 2));
    expect(seen.summary).toMatchObject({ bolts: 0, freezes: 1, pulls: 1, slackShare: 0.9 });
    // 60 s of pull are a tenth of the measured time: 600 s.
    expect(seen.summary.pullsPer10Min).toBeCloseTo(1);
    expect(detections.events).toEqual(events);
    expect(detections.summary.bolts).toBe(1);
  });

  it('a rejected bolt sends nobody a step back; an added one does, and is said to be the owner’s', () => {
    const walk = exampleWalk({ status: 'ended', durationMs: 600_000 });
    expect(redFlags(walk, detections).map(redFlagWords)).toEqual(['The tag saw a bolt at 50 s.']);
    expect(redFlags(walk, ownersDetections(detections, [notSo]))).toEqual([]);
    const added: Correction = { ...word, id: 'y', say: 'add', kind: 'bolt', startMs: 90_000, endMs: 92_000 };
    const texts = redFlags(walk, ownersDetections(detections, [notSo, added])).map(redFlagWords);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/^A bolt at .*, by your word\.$/);
  });
});
