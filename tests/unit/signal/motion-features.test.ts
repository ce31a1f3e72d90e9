import { describe, expect, it } from 'vitest';
import { MotionExtractor, type MotionFeature } from '../../../lib/signal/motion-features';
import type { SampleBlock } from '../../../lib/signal/sample-block';
import { motionOf, SHAKE, STILL, WALK } from '../../support/synthetic-trace';

function featuresOf({ tMs, values }: SampleBlock, figures?: 'spread'): MotionFeature[] {
  const extractor = new MotionExtractor(figures);
  const features: MotionFeature[] = [];
  for (let i = 0; i < tMs.length; i++) {
    const feature = extractor.push({
      tMs: tMs[i]!,
      x: values[3 * i]!,
      y: values[3 * i + 1]!,
      z: values[3 * i + 2]!,
    });
    if (feature !== null && feature !== 'missing') features.push({ ...feature });
  }
  return features;
}

function turned(block: SampleBlock): SampleBlock {
  const values = Float32Array.from(block.values, (_, i) => {
    const at = i - (i % 3);
    const [x, y, z] = [block.values[at]!, block.values[at + 1]!, block.values[at + 2]!];
    // A rotation: about x by 50°, then about z by 20°.
    const [c, s] = [Math.cos(0.873), Math.sin(0.873)];
    const [y2, z2] = [c * y - s * z, s * y + c * z];
    const [d, e] = [Math.cos(0.349), Math.sin(0.349)];
    return [d * x - e * y2, e * x + d * y2, z2][i % 3]!;
  });
  return { ...block, values };
}

const last = (features: MotionFeature[]): MotionFeature => features.at(-1)!;

describe('MotionExtractor', () => {
  it('says the same however the sensor is mounted', () => {
    const block = motionOf([
      { ms: 4_000, ...WALK },
      { ms: 600, ...SHAKE },
    ]);
    const straight = last(featuresOf(block));
    const askew = last(featuresOf(turned(block)));
    for (const key of ['swingShortG', 'swingG', 'sdShortG', 'sd1G', 'rhythm', 'oscillationHz'] as const) {
      expect(askew[key], key).toBeCloseTo(straight[key], 4);
    }
  });

  it.each([25, 50, 104, 208])('says nearly the same at %i Hz', (rateHz) => {
    const reference = last(featuresOf(motionOf([{ ms: 6_000, ...WALK, noiseG: 0 }], 25)));
    const feature = last(featuresOf(motionOf([{ ms: 6_000, ...WALK, noiseG: 0 }], rateHz)));
    for (const key of ['swingG', 'sd05G', 'sd1G'] as const) {
      expect(Math.abs(feature[key] / reference[key] - 1), key).toBeLessThan(0.15);
    }
  });

  it('hears the rhythm of a shake and its rate', () => {
    const feature = last(
      featuresOf(
        motionOf([
          { ms: 4_000, ...STILL },
          { ms: 1_000, ...SHAKE },
        ]),
      ),
    );
    expect(feature.rhythm).toBeGreaterThan(0.8);
    expect(feature.oscillationHz).toBeGreaterThan(5.5);
    expect(feature.oscillationHz).toBeLessThan(7.5);
  });

  it('gives about 25 features a second whatever the rate', () => {
    for (const rateHz of [12.5, 25, 50, 100, 208]) {
      const perSecond = featuresOf(motionOf([{ ms: 10_000, ...WALK }], rateHz)).length / 10;
      expect(perSecond, `${rateHz} Hz`).toBeGreaterThan(12);
      expect(perSecond, `${rateHz} Hz`).toBeLessThan(26);
    }
  });

  it('knows nothing right after a gap, and dates it', () => {
    const features = featuresOf(
      motionOf([
        { ms: 4_000, ...WALK },
        { ms: 2_000, hole: true },
        { ms: 3_000, ...STILL },
      ]),
    );
    const first = features.find(({ afterGap, tMs }) => afterGap && tMs > 100)!;
    expect(first.previousMs).toBe(3_980);
    expect(first.swingShortG).toBeNaN();
    expect(first.sd1G).toBeNaN();
    expect(last(features).sd1G).toBeLessThan(0.05);
  });

  it('leaves missing and impossible samples out', () => {
    const extractor = new MotionExtractor();
    expect(extractor.push({ tMs: 0, x: NaN, y: 0, z: 1 })).toBe('missing');
    expect(extractor.push({ tMs: 20, x: Infinity, y: 0, z: 1 })).toBe('missing');
    expect(extractor.push({ tMs: 40, x: 1e9, y: 0, z: 1 })).toBe('missing');
    expect(extractor.push({ tMs: 60, x: 0, y: 0, z: 1 })).not.toBe('missing');
  });

  it('gives the spread alone as it gives it among all figures, gaps too', () => {
    const block = motionOf([
      { ms: 4_000, ...WALK },
      { ms: 2_000, hole: true },
      { ms: 3_000, ...STILL },
      { ms: 600, ...SHAKE },
    ]);
    const spread = featuresOf(block, 'spread');
    const kept = ({ tMs, afterGap, previousMs, sdShortG, sd05G, sd1G }: MotionFeature): unknown[] => [
      tMs,
      afterGap,
      previousMs,
      sdShortG,
      sd05G,
      sd1G,
    ];
    expect(spread.length).toBeGreaterThan(100);
    expect(spread.map(kept)).toEqual(featuresOf(block).map(kept));
    expect(spread.every(({ swingG }) => Number.isNaN(swingG))).toBe(true);
  });

  it('a window with too few samples is unknown', () => {
    const features = featuresOf(motionOf([{ ms: 10_000, ...WALK }], 3));
    expect(features.every(({ sd05G }) => Number.isNaN(sd05G))).toBe(true);
  });
});
