import { describe, expect, it } from 'vitest';
import type { EventChange } from '../../../lib/events/event';
import { detectTension, finishTension, tensionFrom, tensionLevel } from '../../../lib/events/tension';
import { emptyTally, tallyTension } from '../../../lib/events/tension-tally';
import { bandsFor, THRESHOLD_VALUES, THRESHOLDS } from '../../../lib/events/thresholds';
import { TensionExtractor } from '../../../lib/signal/tension-features';
import { bodyWeightN } from '../../../lib/units';
import { tensionOf } from '../../support/synthetic-trace';
import { tensionFeature } from './features';

const at = THRESHOLD_VALUES;
const WEIGHT_N = bodyWeightN(4.5);

/** Feeds a pull given as share of body weight by time. */
function changesOf(seconds: number, shareAt: (tMs: number) => number, rateHz = 80): EventChange[] {
  const { tMs, values } = tensionOf(seconds * 1_000, (t) => shareAt(t) * WEIGHT_N, rateHz);
  const extractor = new TensionExtractor();
  const state = tensionFrom(WEIGHT_N);
  const changes: EventChange[] = [];
  for (let i = 0; i < tMs.length; i++) {
    const feature = extractor.push({ tMs: tMs[i]!, tensionN: values[i]! });
    if (feature) changes.push(...detectTension(state, feature, at).events);
  }
  return [...changes, ...finishTension(state, tMs.at(-1)!, at)];
}

const during = (from: number, to: number, share: number) => (t: number) =>
  t >= from && t < to ? share : 0.01;

describe('detectTension', () => {
  it.each([10, 40, 80, 320])('slack -> pull -> slack at %i Hz, known within 0.6 s', (rateHz) => {
    const changes = changesOf(6, during(1_000, 3_000, 0.25), rateHz);
    expect(changes.map(({ phase }) => phase)).toEqual(['begun', 'settled']);
    const event = changes[1]!.event;
    if (event.kind !== 'tension') throw new Error('no tension');
    expect(event.level).toBe('pull');
    expect(Math.abs(event.startMs - 1_000)).toBeLessThanOrEqual(110);
    expect(event.detectedMs - 1_000).toBeLessThanOrEqual(610);
    expect(event.endMs).toBeGreaterThan(2_900);
    expect(event.endMs).toBeLessThan(3_200);
    expect(event.peakShareOfWeight).toBeCloseTo(0.25, 2);
  });

  it('a tug too short is nothing', () => {
    expect(changesOf(4, during(1_000, 1_400, 0.25))).toEqual([]);
  });

  it('light -> hard says that the level rose', () => {
    const changes = changesOf(6, (t) => (t < 1_000 ? 0 : t < 3_000 ? 0.12 : t < 4_000 ? 0.4 : 0));
    expect(changes.map(({ phase }) => phase)).toContain('changed');
    expect(changes.at(-1)!.event).toMatchObject({ kind: 'tension' });
  });

  it('a lunge counts at once', () => {
    const changes = changesOf(4, during(1_000, 1_300, 0.9));
    expect(changes[0]!.event).toMatchObject({ kind: 'tension', level: 'lunge' });
    expect(changes[0]!.event.detectedMs).toBeLessThan(1_300);
    // Its length is held against what a lunge needs, and not against the dwell of a pull.
    expect(changes.at(-1)!.event.evidence).toContainEqual(
      expect.objectContaining({ measure: 'lastedMs', bound: at.tensionLungeAtOnceMs }),
    );
  });

  it('a jerk to a hard pull is a lunge; a slow rise to it is not', () => {
    const level = (changes: EventChange[]) => {
      const { event } = changes.at(-1)!;
      return event.kind === 'tension' ? event.level : null;
    };
    expect(level(changesOf(6, during(1_000, 3_000, 0.45)))).toBe('lunge');
    expect(level(changesOf(6, (t) => Math.min(0.45, Math.max(0, (t - 1_000) / 4_000))))).toBe('hard');
  });

  it('one slack swing does not end a pull', () => {
    const changes = changesOf(6, (t) => (t >= 2_000 && t < 2_200 ? 0.02 : during(1_000, 4_000, 0.2)(t)));
    expect(changes.filter(({ phase }) => phase === 'settled')).toHaveLength(1);
  });

  it.each([-0.02, 0.02])(
    'a zero point that lies %f of body weight off moves neither end of a pull',
    (offset) => {
      // 11.5 % above the loose lead: with the offset alone it would be missed or begin too soon.
      const pull = (t: number) =>
        offset + (t >= 30_000 && t < 32_000 ? 0.115 : t >= 36_000 && t < 38_000 ? 0.09 : 0);
      const pulls = changesOf(42, pull).filter(({ phase }) => phase === 'settled');
      expect(pulls).toHaveLength(1);
      expect(Math.abs(pulls[0]!.event.startMs - 30_000)).toBeLessThan(110);
      expect(Math.abs(pulls[0]!.event.endMs - 32_000)).toBeLessThan(110);
    },
  );

  it('follows a zero point no further than one drifts: a lasting pull is no zero point', () => {
    const pulls = changesOf(200, (t) => 0.13 * Math.min(1, t / 100_000)).filter(
      ({ phase }) => phase === 'begun',
    );
    expect(pulls).toHaveLength(1);
  });

  it('a gap ends a pull at the last sample before it', () => {
    const state = tensionFrom(WEIGHT_N);
    for (let t = 0; t <= 1_000; t += 10) detectTension(state, tensionFeature(t, 0.3 * WEIGHT_N), at);
    const { events } = detectTension(
      state,
      tensionFeature(5_000, 0, { afterGap: true, previousMs: 1_000 }),
      at,
    );
    expect(events).toMatchObject([{ phase: 'settled', event: { endMs: 1_000 } }]);
  });
});

describe('levels', () => {
  it('follow body weight', () => {
    const bands = bandsFor(4.5);
    expect(bands.lightN).toBeCloseTo(0.1 * WEIGHT_N);
    for (const [share, level] of [
      [0.05, 'slack'],
      [0.15, 'light'],
      [0.25, 'pull'],
      [0.5, 'hard'],
      [0.7, 'lunge'],
      [-1, 'slack'],
      [NaN, 'slack'],
    ] as const) {
      expect(tensionLevel(share, at)).toBe(level);
    }
    expect(bands.lightN < bands.pullN && bands.pullN < bands.hardN && bands.hardN < bands.lungeN).toBe(true);
  });

  it('are tallied from sample to sample, holes left out', () => {
    const tally = emptyTally();
    const add = (tMs: number, share: number, afterGap = false) =>
      tallyTension(
        tally,
        tensionFeature(tMs, share * WEIGHT_N, { afterGap, previousMs: tMs - (afterGap ? 5_000 : 100) }),
        { share },
        at,
      );
    add(0, 0, true);
    add(100, 0);
    add(200, 0.15);
    add(300, 0.25);
    add(400, 0.4);
    add(500, 0.9);
    add(6_000, 0.9, true);
    expect(tally).toMatchObject({ slackMs: 100, lightMs: 100, pullMs: 100, hardMs: 200, count: 7 });
    expect(tally.maxN).toBeCloseTo(0.9 * WEIGHT_N);
  });
});

describe('THRESHOLDS', () => {
  it('each names its source and its reason', () => {
    for (const [name, { value, source, why }] of Object.entries(THRESHOLDS)) {
      expect(Number.isFinite(value), name).toBe(true);
      expect(source.length, name).toBeGreaterThan(3);
      expect(why.length, name).toBeGreaterThan(10);
    }
  });
});
