import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysis, Pipeline, analyse } from '../../../lib/app/pipeline';
import { GAP_MS, STUCK_MS } from '../../../lib/signal/gap';
import type { SampleBlock } from '../../../lib/signal/sample-block';
import { bodyWeightN } from '../../../lib/units';
import { cut, motionOf, STILL, tensionOf, WALK } from '../../support/synthetic-trace';

const BODY = { bodyKg: 4.5 };
const WEIGHT_N = bodyWeightN(4.5);

/** What goes wrong with a stretch of one stream. */
type Fault = 'none' | 'NaN' | 'infinite' | 'stuck' | 'dead' | 'hole' | 'forward' | 'back' | 'clock stands';
const FAULTS: readonly Fault[] = [
  'none',
  'NaN',
  'infinite',
  'stuck',
  'dead',
  'hole',
  'forward',
  'back',
  'clock stands',
];

interface Stretch {
  fault: Fault;
  ms: number;
  rateHz: number;
}

const rateHz = fc.constantFrom(12.5, 25, 26, 50, 52, 100, 104, 208);
const stretches = (faults: readonly Fault[]): fc.Arbitrary<Stretch[]> =>
  fc.array(
    fc.record({ fault: fc.constantFrom(...faults), ms: fc.integer({ min: 300, max: 9_000 }), rateHz }),
    { minLength: 1, maxLength: 8 },
  );

/** A stretch in which the sensor measured, ms. */
interface Measured {
  fromMs: number;
  toMs: number;
}

/** Motion of one kind through stretches of trouble, a block each, and where it was measured. */
function troubled(
  of: typeof STILL,
  parts: readonly Stretch[],
): { blocks: SampleBlock[]; measured: Measured[]; endMs: number } {
  const blocks: SampleBlock[] = [];
  const measured: Measured[] = [];
  let startMs = 0;
  for (const [seed, { fault, ms, rateHz }] of parts.entries()) {
    if (fault === 'forward') startMs += ms;
    if (fault === 'back') startMs = Math.max(0, startMs - ms);
    if (fault !== 'hole') {
      const block = motionOf([{ ms, ...of }], rateHz, seed + 1);
      const values = spoil(block.values, fault);
      const tMs = block.tMs.map((t) => startMs + (fault === 'clock stands' ? 0 : t));
      blocks.push({ ...block, tMs, values });
      const lasts = fault === 'stuck' ? STUCK_MS : ms;
      if (fault !== 'NaN' && fault !== 'infinite' && fault !== 'dead')
        measured.push({
          fromMs: startMs,
          toMs: startMs + (fault === 'clock stands' ? 0 : Math.min(ms, lasts)),
        });
    }
    if (fault !== 'clock stands') startMs += ms;
  }
  return { blocks, measured, endMs: startMs };
}

function spoil(values: Float32Array, fault: Fault): Float32Array {
  switch (fault) {
    case 'NaN':
      return values.map(() => NaN);
    case 'infinite':
      return values.map((_, i) => (i % 2 === 0 ? Infinity : -Infinity));
    case 'stuck':
      return values.map((_, i) => values[i % 3]!);
    case 'dead':
      return values.map(() => 0);
    default:
      return values;
  }
}

/** Blocks of one stream as one. */
function join(kind: SampleBlock['kind'], blocks: readonly SampleBlock[]): SampleBlock {
  return {
    kind,
    tMs: Float64Array.from(blocks.flatMap(({ tMs }) => [...tMs])),
    values: Float32Array.from(blocks.flatMap(({ values }) => [...values])),
    clipped: 0,
  };
}

/** Tension with the times and the faults of a motion: pulls of up to some ten newtons. */
function tensionLike({ tMs, values }: SampleBlock): SampleBlock {
  return {
    kind: 'tension',
    tMs,
    values: Float32Array.from(tMs, (_, i) => 20 * Math.abs(values[3 * i + 2]! - 1)),
    clipped: 0,
  };
}

function expectSound({ activity, events, startMs, endMs, summary, gaps }: Analysis): void {
  let atMs = startMs;
  for (const span of activity) {
    expect(span.startMs).toBe(atMs);
    expect(span.endMs).toBeGreaterThan(span.startMs);
    atMs = span.endMs;
  }
  expect(atMs).toBe(endMs);
  for (const event of events) {
    expect(event.startMs).toBeGreaterThanOrEqual(startMs - 1_000);
    expect(event.endMs).toBeGreaterThanOrEqual(event.startMs);
    expect(event.endMs).toBeLessThanOrEqual(endMs);
    expect(event.detectedMs).toBeGreaterThanOrEqual(event.startMs);
  }
  for (const gap of gaps) expect(gap.endMs).toBeGreaterThan(gap.startMs);
  const numbers = Object.values(summary).filter((value) => typeof value === 'number');
  for (const value of numbers) expect(Number.isFinite(value)).toBe(true);
}

/** A stuck sensor's first sample may go uncounted, where the clock stood before: then it is known as stuck a sample later, ms. */
const ONE_SAMPLE_MS = 80;

/** Nowhere is a state known where the sensor has not measured for longer than a gap. */
function expectUnknownWhereBlind({ activity }: Analysis, measured: readonly Measured[]): void {
  for (const span of activity) {
    if (span.state === 'unknown') continue;
    for (let tMs = span.startMs; tMs < span.endMs; tMs += 100) {
      const isNear = measured.some(
        ({ fromMs, toMs }) => tMs >= fromMs - 1 && tMs <= toMs + GAP_MS + ONE_SAMPLE_MS + 1,
      );
      expect(isNear, `${span.state} at ${tMs} ms`).toBe(true);
    }
  }
}

/** A freeze is this long, ms: stops closer together than this can add up to one. */
const APART_MS = 3_000;

/**
 * A known limit (docs/events.md, freeze): a sensor that stops twice within three seconds, each time before it shows itself as
 * stuck, can pass for a body that stands. Here a stop has three seconds of measuring behind it before the next one comes.
 */
function stopsApart(parts: readonly Stretch[]): Stretch[] {
  let sinceMs = Infinity;
  return parts.map((part) => {
    const stops = part.fault === 'stuck';
    if (stops && sinceMs >= APART_MS) {
      sinceMs = 0;
      return part;
    }
    sinceMs += part.ms;
    return stops ? { ...part, fault: 'none' as const } : part;
  });
}

describe('Pipeline on bad input', () => {
  it('throws nothing, covers the recording, and knows no state where nothing was measured', () => {
    fc.assert(
      fc.property(stretches(FAULTS), fc.constantFrom(STILL, WALK), (parts, of) => {
        const { blocks, measured } = troubled(of, parts);
        const analysis = analyse(blocks, BODY);
        expectSound(analysis);
        expectUnknownWhereBlind(analysis, measured);
      }),
      { numRuns: 300 },
    );
  });

  it('says the same of bad input whatever blocks it comes in, and however motion, turning and tension take turns', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 40 });
    fc.assert(
      fc.property(
        stretches(FAULTS),
        stretches(FAULTS),
        fc.tuple(sizes, sizes, sizes),
        fc.array(fc.nat(2), { maxLength: 90 }),
        (moving, pulled, [a, b, c], turns) => {
          const motion = join('accel', troubled(WALK, moving).blocks);
          const turning = { ...join('accel', troubled(WALK, pulled).blocks), kind: 'gyro' as const };
          const tension = tensionLike(join('accel', troubled(WALK, pulled).blocks));
          const whole = analyse([motion, turning, tension], BODY);
          const queues = [cut(motion, a), cut(turning, b), cut(tension, c)];
          const mixed = turns.flatMap((turn) => queues[turn]!.shift() ?? []);
          expect(analyse([...mixed, ...queues.flat()], BODY)).toEqual(whole);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('makes no event of a body that only stands, whatever goes wrong', () => {
    fc.assert(
      fc.property(stretches(FAULTS), (parts) => {
        const { blocks } = troubled(STILL, parts);
        expect(analyse(blocks, BODY).events.filter(({ kind }) => kind !== 'rest')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('makes no event of a body that only walks, whatever goes wrong', () => {
    fc.assert(
      fc.property(stretches(FAULTS), (parts) => {
        const { blocks } = troubled(WALK, stopsApart(parts));
        expect(analyse(blocks, BODY).events).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('makes no shake where motion begins out of zeros, whatever the clock does then', () => {
    // Found by searching: each made a shake out of the step from nothing to gravity.
    for (const parts of [
      [
        { fault: 'dead', ms: 865, rateHz: 12.5 },
        { fault: 'clock stands', ms: 1_402, rateHz: 100 },
        { fault: 'none', ms: 3_137, rateHz: 25 },
      ],
      [
        { fault: 'dead', ms: 1_769, rateHz: 12.5 },
        { fault: 'back', ms: 1_546, rateHz: 208 },
      ],
      [
        { fault: 'dead', ms: 1_198, rateHz: 12.5 },
        { fault: 'clock stands', ms: 1_447, rateHz: 52 },
        { fault: 'stuck', ms: 1_610, rateHz: 104 },
      ],
    ] as const)
      expect(analyse(troubled(WALK, parts).blocks, BODY).events).toEqual([]);
  });

  it('takes a walking body for a standing one where its sensor stops twice within three seconds: a known limit', () => {
    const { blocks } = troubled(WALK, [
      { fault: 'none', ms: 2_060, rateHz: 12.5 },
      { fault: 'stuck', ms: 321, rateHz: 12.5 },
      { fault: 'none', ms: 300, rateHz: 12.5 },
      { fault: 'stuck', ms: 1_335, rateHz: 12.5 },
      { fault: 'none', ms: 885, rateHz: 52 },
    ]);
    const { events } = analyse(blocks, BODY);
    expect(events.map(({ kind }) => kind)).toEqual(['freeze']);
    // It says at least that it is far from sure.
    expect(events[0]!.confidence).toBeLessThanOrEqual(0.5);
  });

  it('sees no freeze in a sensor that stops measuring after a walk', () => {
    for (const fault of ['NaN', 'infinite', 'stuck', 'dead', 'hole', 'clock stands'] as const) {
      const { blocks } = troubled(WALK, [
        { fault: 'none', ms: 12_000, rateHz: 50 },
        { fault, ms: 9_000, rateHz: 50 },
        { fault: 'none', ms: 4_000, rateHz: 50 },
      ]);
      const { events, summary } = analyse(blocks, BODY);
      expect(events, fault).toEqual([]);
      // After each start the features need some tenths of a second; a stuck sensor shows itself after a second, one of zeros at once.
      expect(summary.stillMs, fault).toBeLessThan(fault === 'stuck' ? 2_000 : 1_000);
    }
  });

  it('spans a recording to its last sample, with a value or without', () => {
    const { blocks } = troubled(WALK, [
      { fault: 'NaN', ms: 2_000, rateHz: 50 },
      { fault: 'none', ms: 4_000, rateHz: 50 },
      { fault: 'NaN', ms: 3_000, rateHz: 50 },
    ]);
    const { startMs, endMs, activity, gaps } = analyse(blocks, BODY);
    expect([startMs, endMs]).toEqual([0, 8_980]);
    expect(activity[0]).toMatchObject({ state: 'unknown', startMs: 0 });
    expect(activity[0]!.endMs).toBeGreaterThan(2_000);
    expect(activity.at(-1)).toEqual({ state: 'unknown', startMs: 5_980, endMs: 8_980 });
    expect(gaps).toHaveLength(2);
    const nothing = analyse(troubled(WALK, [{ fault: 'NaN', ms: 5_000, rateHz: 50 }]).blocks, BODY);
    expect(nothing.activity).toEqual([{ state: 'unknown', startMs: 0, endMs: 4_980 }]);
    expect(nothing.gaps).toEqual([{ startMs: 0, endMs: 4_980, streams: ['accel'] }]);
  });

  it('says live what it knows: nothing of a stream that measures no longer, or has ended', () => {
    for (const fault of ['NaN', 'infinite', 'stuck', 'dead'] as const) {
      const pipeline = new Pipeline(BODY);
      for (const block of troubled(WALK, [
        { fault: 'none', ms: 5_000, rateHz: 50 },
        { fault, ms: 3_000, rateHz: 50 },
      ]).blocks)
        pipeline.push(block);
      expect(pipeline.live, fault).toMatchObject({ activity: 'unknown', motionG: null, tMs: 7_980 });
      expect(pipeline.live.activitySinceMs, fault).toBeLessThan(6_001);
    }
    const motionEnds = new Pipeline(BODY);
    motionEnds.push(motionOf([{ ms: 5_000, ...WALK }]));
    motionEnds.push(tensionOf(9_000, () => 0));
    expect(motionEnds.live).toMatchObject({ activity: 'unknown', tensionLevel: 'slack' });
    const tensionEnds = new Pipeline(BODY);
    tensionEnds.push(tensionOf(5_000, () => 0.4 * WEIGHT_N));
    tensionEnds.push(motionOf([{ ms: 9_000, ...WALK }]));
    expect(tensionEnds.live).toMatchObject({ activity: 'moving', tensionN: null, tensionLevel: null });
  });

  it('calls no pull a drag where the motion has ended or never came', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 1, max: 200 }), (endMs, size) => {
        const motion = motionOf([{ ms: endMs, ...STILL }]);
        const pull = tensionOf(12_000, (t) => (t > 2_000 ? 0.2 * WEIGHT_N : 0));
        const sizes = Array.from({ length: 1_000 }, () => size);
        const { events } = analyse([...cut(motion, sizes), ...cut(pull, sizes)], BODY);
        for (const event of events)
          if (event.kind === 'drag') expect(event.endMs).toBeLessThanOrEqual(endMs + GAP_MS);
        expect(events.filter(({ kind }) => kind === 'tension')).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  it('takes a tension of nothing but bad values for no tension', () => {
    for (const value of [NaN, Infinity, -Infinity, 1e30]) {
      const { events, summary } = analyse([tensionOf(20_000, () => value)], BODY);
      expect(events).toEqual([]);
      expect(summary).toMatchObject({ slackShare: null, maxTensionN: null, pullsPer10Min: null });
    }
  });

  it('is not held up by a clock that stands still under tension', () => {
    const block = tensionOf(600_000, () => 0.4 * WEIGHT_N);
    const stands = { ...block, tMs: block.tMs.map((t) => Math.min(t, 2_000)) };
    const { summary, endMs } = analyse([stands], BODY);
    expect(endMs).toBe(2_000);
    expect(summary.samples.tension).toBeLessThan(161 + 32);
  });
});
