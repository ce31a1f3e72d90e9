import { describe, expect, it } from 'vitest';
import { CatModel, MODEL_STEP_MS } from '../../../../lib/tag/demo/cat-model';
import { type BodyKind, type CatScript, writeScript } from '../../../../lib/tag/demo/cat-script';

interface Trace {
  script: CatScript;
  /** |a|, g; rate of turn, °/s; pull, N: one value a step. */
  magnitude: Float64Array;
  turn: Float64Array;
  tension: Float64Array;
}

function walk(seed: number): Trace {
  const script = writeScript(seed);
  const cat = new CatModel(script, seed);
  const steps = script.durationMs / MODEL_STEP_MS;
  const trace = {
    script,
    magnitude: new Float64Array(steps),
    turn: new Float64Array(steps),
    tension: new Float64Array(steps),
  };
  for (let i = 0; i < steps; i += 1) {
    cat.step();
    trace.magnitude[i] = Math.hypot(...cat.accelG);
    trace.turn[i] = Math.hypot(...cat.gyroDps);
    trace.tension[i] = cat.tensionN;
  }
  return trace;
}

function sdOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Standard deviations over windows that lie wholly in segments of a kind, some time after each began. */
function sds({ script, magnitude }: Trace, kind: BodyKind, windowMs: number, settleMs: number): number[] {
  const out: number[] = [];
  for (const segment of script.body.filter((one) => one.kind === kind))
    for (let end = segment.startMs + settleMs + windowMs; end <= segment.endMs; end += 100)
      out.push(sdOf(magnitude.subarray((end - windowMs) / MODEL_STEP_MS, end / MODEL_STEP_MS)));
  return out.sort((a, b) => a - b);
}
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.floor(q * (sorted.length - 1))]!;
const within = ({ script }: Trace, kind: BodyKind, values: Float64Array): Float64Array[] =>
  script.body
    .filter((segment) => segment.kind === kind)
    .map(({ startMs, endMs }) => values.subarray(startMs / MODEL_STEP_MS, endMs / MODEL_STEP_MS));

describe.each([1, 2, 7])('the demo cat, seed %d', (seed) => {
  const trace = walk(seed);

  it('walks with a standard deviation of |a| between .15 and .35 g in a second', () => {
    const walking = sds(trace, 'walk', 1_000, 500);
    expect(quantile(walking, 0.05)).toBeGreaterThan(0.15);
    expect(quantile(walking, 0.95)).toBeLessThan(0.35);
  });

  it('sniffs with small motions, .015 to .06 g', () => {
    const sniffing = sds(trace, 'sniff', 1_000, 400);
    expect(sniffing.length).toBeGreaterThan(10);
    expect(sniffing[0]).toBeGreaterThan(0.015);
    expect(sniffing.at(-1)).toBeLessThan(0.06);
  });

  it('freezes below .03 g, and is never as quiet as a tag on a table', () => {
    const frozen = sds(trace, 'freeze', 1_000, 600);
    expect(frozen.at(-1)).toBeLessThan(0.03);
    expect(frozen[0]).toBeGreaterThan(0.004);
  });

  it('bolts with at least .8 g in half a second and peaks of 3 to 5 g', () => {
    const bolting = sds(trace, 'bolt', 500, 150);
    expect(bolting[0]).toBeGreaterThan(0.8);
    for (const magnitude of within(trace, 'bolt', trace.magnitude)) {
      expect(Math.max(...magnitude)).toBeGreaterThan(3);
      expect(Math.max(...magnitude)).toBeLessThan(5);
    }
  });

  it('is quiet in the second before it bolts', () => {
    const { script, magnitude } = trace;
    const bolt = script.body.find(({ kind }) => kind === 'bolt')!;
    const before = magnitude.subarray((bolt.startMs - 700) / MODEL_STEP_MS, bolt.startMs / MODEL_STEP_MS);
    expect(sdOf(before)).toBeLessThan(0.2);
  });

  it('shakes at 6.5 Hz, far over 300 °/s and 1.2 g of dynamic acceleration', () => {
    for (const turn of within(trace, 'shake', trace.turn)) {
      const inner = turn.subarray(200 / MODEL_STEP_MS);
      expect(inner.reduce((sum, dps) => sum + dps, 0) / inner.length).toBeGreaterThan(300);
    }
    for (const magnitude of within(trace, 'shake', trace.magnitude))
      expect(Math.max(...magnitude)).toBeGreaterThan(2.5);
    const { script } = trace;
    const { startMs, endMs } = script.body.find(({ kind }) => kind === 'shake')!;
    const cat = new CatModel(script, seed);
    let crossings = 0;
    let last = 0;
    while (cat.tMs < endMs) {
      cat.step();
      if (cat.tMs < startMs + 200) continue;
      if (Math.sign(cat.gyroDps[0]) !== Math.sign(last) && last !== 0) crossings += 1;
      last = cat.gyroDps[0];
    }
    const hz = crossings / 2 / ((endMs - startMs - 200) / 1000);
    expect(hz).toBeGreaterThan(5.5);
    expect(hz).toBeLessThan(7.5);
  });

  it('feels gravity turn with its posture, and no more than gravity on average', () => {
    const still = within(trace, 'freeze', trace.magnitude).map((values) =>
      values.subarray(1_000 / MODEL_STEP_MS),
    );
    for (const magnitude of still) {
      const mean = magnitude.reduce((sum, value) => sum + value, 0) / magnitude.length;
      expect(Math.abs(mean - 1)).toBeLessThan(0.02);
    }
  });

  it('pulls when the script says so and only then', () => {
    const { script, tension } = trace;
    for (const { startMs, endMs, peakN } of script.leash) {
      const peak = Math.max(...tension.subarray(startMs / MODEL_STEP_MS, (endMs + 200) / MODEL_STEP_MS));
      expect(peak).toBeGreaterThan(0.65 * peakN);
      expect(peak).toBeLessThan(1.5 * peakN);
    }
    let slackMost = 0;
    tension.forEach((n, i) => {
      const tMs = i * MODEL_STEP_MS;
      if (script.leash.every(({ startMs, endMs }) => tMs < startMs || tMs > endMs + 700))
        slackMost = Math.max(slackMost, n);
    });
    expect(slackMost).toBeLessThan(1);
  });
});

describe('the demo cat', () => {
  it('walks the same walk again for the same seed', () => {
    const [a, b, c] = [walk(4), walk(4), walk(5)];
    expect(b.magnitude).toEqual(a.magnitude);
    expect(b.tension).toEqual(a.tension);
    expect(c.magnitude).not.toEqual(a.magnitude);
  });
});
