import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysis, Pipeline, analyse } from '../../../lib/app/pipeline';
import type { EventChange } from '../../../lib/events/event';
import type { SampleBlock } from '../../../lib/signal/sample-block';
import { bodyWeightN } from '../../../lib/units';
import { recordLeashWalk } from '../../../scripts/accuracy/leash/record-leash-walk';
import { cut, motionOf, RUN, SHAKE, STILL, tensionOf, WALK } from '../../support/synthetic-trace';

const BODY = { bodyKg: 4.5 };
const WEIGHT_N = bodyWeightN(4.5);

const WALK_TRACE = motionOf([
  { ms: 12_000, ...WALK },
  { ms: 8_000, ...STILL },
  { ms: 6_000, ...WALK },
  { ms: 3_000, hole: true },
  { ms: 6_000, ...WALK },
  { ms: 2_000, ...STILL },
  { ms: 3_000, ...RUN },
  { ms: 6_000, ...WALK },
  { ms: 1_200, ...SHAKE },
  { ms: 6_000, ...WALK },
]);
const PULLS = tensionOf(53_000, (t) => {
  if (t > 5_000 && t < 8_000) return 0.25 * WEIGHT_N;
  if (t > 14_000 && t < 17_000) return 0.15 * WEIGHT_N;
  if (t > 20_000 && t < 20_300) return 0.2 * WEIGHT_N;
  if (t > 40_000 && t < 42_000) return 0.8 * WEIGHT_N;
  return 0.01 * WEIGHT_N;
});

function kindsOf(analysis: Analysis): string[] {
  return analysis.events.map(({ kind }) => kind);
}

describe('Pipeline', () => {
  it('finds what happened, in order', () => {
    const analysis = analyse([WALK_TRACE, PULLS], BODY);
    expect(kindsOf(analysis)).toEqual(['tension', 'freeze', 'tension', 'drag', 'bolt', 'tension', 'shake']);
    expect(analysis.gaps).toHaveLength(1);
    expect(analysis.gaps[0]).toMatchObject({ streams: ['accel'] });
    expect(analysis.gaps[0]!.endMs - analysis.gaps[0]!.startMs).toBeCloseTo(3_020, 0);
    expect(analysis.summary).toMatchObject({ freezes: 1, bolts: 1, shakes: 1, pulls: 2 });
    expect(analysis.summary.samples.tension).toBe(PULLS.tMs.length);
  });

  it('calls a pull on a body that stands still a drag, whichever stream comes first', () => {
    const still = motionOf([{ ms: 10_000, ...STILL }]);
    const walking = motionOf([{ ms: 10_000, ...WALK }]);
    const pull = tensionOf(10_000, (t) => (t > 3_000 && t < 7_000 ? 0.2 * WEIGHT_N : 0));
    for (const blocks of [
      [still, pull],
      [pull, still],
    ]) {
      const drag = analyse(blocks, BODY).events.find(({ kind }) => kind === 'drag');
      expect(drag).toMatchObject({ kind: 'drag' });
      expect(Math.abs(drag!.startMs - 3_030)).toBeLessThan(50);
      expect(Math.abs(drag!.endMs - 7_000)).toBeLessThan(400);
      expect(drag!.kind === 'drag' && drag!.meanN).toBeCloseTo(0.2 * WEIGHT_N, 0);
    }
    expect(kindsOf(analyse([walking, pull], BODY))).toEqual(['tension']);
    expect(kindsOf(analyse([pull], BODY))).toEqual(['tension']);
  });

  it('says who pulled, whichever stream comes first and however it is cut', () => {
    const { accel, tension, bodyKg } = recordLeashWalk(700, { minutes: 2 });
    const whole = analyse([accel, tension], { bodyKg });
    const pullersOf = (analysis: Analysis) =>
      analysis.events.map((event) => (event.kind === 'tension' ? event.puller?.who : event.kind));
    expect(pullersOf(whole).filter((who) => who === 'cat' || who === 'hand').length).toBeGreaterThan(3);
    expect(analyse([tension, accel], { bodyKg })).toEqual(whole);
    const pieces = [accel, tension]
      .flatMap((block) => cut(block, Array<number>(800).fill(17)))
      .filter(({ tMs }) => tMs.length > 0)
      .sort((a, b) => a.tMs[0]! - b.tMs[0]!);
    expect(analyse(pieces, { bodyKg })).toEqual(whole);
    expect(pullersOf(analyse([tension], { bodyKg })).every((who) => who === undefined)).toBe(true);
  });

  it('tells of the puller once more when the pull is over by then', () => {
    const { accel, tension, bodyKg } = recordLeashWalk(700, { minutes: 2 });
    const pipeline = new Pipeline({ bodyKg });
    pipeline.push(tension);
    const said = pipeline.push(accel).filter(({ event }) => event.kind === 'tension');
    expect(said.length).toBeGreaterThan(3);
    for (const { phase, event } of said)
      expect([phase, event.kind === 'tension' && event.puller !== undefined]).toEqual(['settled', true]);
  });

  it('calls no pull a drag while the body is unknown', () => {
    const hole = motionOf([
      { ms: 4_000, ...STILL },
      { ms: 6_000, hole: true },
      { ms: 2_000, ...STILL },
    ]);
    const pull = tensionOf(12_000, (t) => (t > 4_500 && t < 9_500 ? 0.2 * WEIGHT_N : 0));
    expect(kindsOf(analyse([hole, pull], BODY))).toEqual(['tension']);
    expect(kindsOf(analyse([pull, hole], BODY))).toEqual(['tension']);
  });

  it('covers the recording with spans that touch and never overlap', () => {
    const { activity, startMs, endMs } = analyse([WALK_TRACE, PULLS], BODY);
    expect(activity[0]!.startMs).toBe(startMs);
    expect(activity.at(-1)!.endMs).toBe(endMs);
    for (let i = 1; i < activity.length; i++) {
      expect(activity[i]!.startMs).toBe(activity[i - 1]!.endMs);
      expect(activity[i]!.state).not.toBe(activity[i - 1]!.state);
    }
  });

  it('never counts a hole as stillness', () => {
    const { activity, gaps } = analyse([WALK_TRACE], BODY);
    for (const gap of gaps) {
      for (const span of activity) {
        const overlap = Math.min(span.endMs, gap.endMs) - Math.max(span.startMs, gap.startMs);
        if (overlap > 0) expect(span.state).toBe('unknown');
      }
    }
  });

  it('says the same whatever blocks the samples come in, and however streams interleave', () => {
    const whole = analyse([WALK_TRACE, PULLS], BODY);
    const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 60 });
    fc.assert(
      fc.property(sizes, sizes, fc.array(fc.boolean(), { maxLength: 120 }), (a, b, order) => {
        const motion = cut(WALK_TRACE, a);
        const tension = cut(PULLS, b);
        const mixed: SampleBlock[] = [];
        for (const first of order) {
          const next = (first ? motion : tension).shift();
          if (next) mixed.push(next);
        }
        expect(analyse([...mixed, ...motion, ...tension], BODY)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('announces each event before it settles, and settles with what the analysis holds', () => {
    const pipeline = new Pipeline(BODY);
    const said: EventChange[] = [];
    const sizes = Array.from({ length: 800 }, () => 3);
    for (const block of [...cut(WALK_TRACE, sizes), ...cut(PULLS, sizes)]) said.push(...pipeline.push(block));
    const { events } = pipeline.finish();
    for (const event of events) {
      const own = said.filter((one) => one.event.kind === event.kind && one.event.startMs === event.startMs);
      expect(own[0]!.phase).toBe('begun');
      expect(own.at(-1)).toEqual({ phase: 'settled', event });
      expect(event.detectedMs).toBeGreaterThanOrEqual(event.startMs);
    }
  });

  it('keeps a live reading', () => {
    const pipeline = new Pipeline(BODY);
    expect(pipeline.live).toMatchObject({ activity: 'unknown', motionG: null, tensionN: null });
    pipeline.push(motionOf([{ ms: 5_000, ...WALK }]));
    pipeline.push(tensionOf(5_000, () => 0.4 * WEIGHT_N));
    expect(pipeline.live).toMatchObject({ activity: 'moving', tensionLevel: 'hard' });
    expect(pipeline.live.tensionN).toBeCloseTo(0.4 * WEIGHT_N, 3);
    expect(pipeline.live.motionG).toBeGreaterThan(0.1);
    expect(pipeline.liveAt(5_100).activity).toBe('moving');
    expect(pipeline.liveAt(7_000)).toMatchObject({ activity: 'unknown', tensionN: null, motionG: null });
  });

  it('counts samples that come too late and leaves them to the closing analysis', () => {
    const [early, late, rest] = cut(WALK_TRACE, [200, 50]) as [SampleBlock, SampleBlock, SampleBlock];
    const pipeline = new Pipeline(BODY);
    pipeline.push(early);
    pipeline.push(rest);
    pipeline.push(late);
    expect(pipeline.live.lateSamples).toBe(50);
    expect(pipeline.finish().summary.samples.accel).toBe(WALK_TRACE.tMs.length - 50);
    expect(analyse([early, late, rest], BODY)).toEqual(analyse([WALK_TRACE], BODY));
  });

  it('takes frames that overlap a little where they meet', () => {
    const block = motionOf([{ ms: 4_000, ...WALK }]);
    const second = { ...block, tMs: block.tMs.map((t) => t + 3_960) };
    const pipeline = new Pipeline(BODY);
    pipeline.push(block);
    pipeline.push(second);
    expect(pipeline.live.lateSamples).toBe(0);
    expect(pipeline.finish().gaps).toEqual([]);
  });

  it('knows nothing without samples', () => {
    const analysis = analyse([], BODY);
    expect(analysis).toMatchObject({ startMs: 0, endMs: 0, activity: [], events: [], gaps: [] });
    expect(analysis.summary).toMatchObject({ slackShare: null, maxTensionN: null, recoveryMs: null });
  });

  it('is unknown throughout without motion', () => {
    const { activity, summary } = analyse([PULLS], BODY);
    expect(activity.map(({ state }) => state)).toEqual(['unknown']);
    expect(summary.stillMs).toBe(0);
  });

  it('survives hostile numbers: nothing thrown, nothing counted that was not measured', () => {
    const value = fc.oneof(
      fc.double(),
      fc.constantFrom(NaN, Infinity, -Infinity, 0, 1e30, -1e-30),
      fc.double({ min: -4, max: 4, noNaN: true }),
    );
    const time = fc.oneof(
      fc.integer({ min: 0, max: 40_000 }),
      fc.constantFrom(NaN, Infinity, -5, 1e15),
      fc.double({ min: 0, max: 40_000, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(time, value, value, value), { maxLength: 200 }),
        fc.constantFrom('accel' as const, 'tension' as const, 'gyro' as const),
        fc.boolean(),
        (rows, kind, inOrder) => {
          const sorted = inOrder ? [...rows].sort((a, b) => a[0] - b[0]) : rows;
          const values = sorted.flatMap(([, x, y, z]) => (kind === 'tension' ? [x] : [x, y, z]));
          const block: SampleBlock = {
            kind,
            tMs: Float64Array.from(sorted, ([t]) => t),
            values: Float32Array.from(values),
            clipped: 0,
          };
          const analysis = analyse([block], BODY);
          for (const span of analysis.activity) expect(span.endMs).toBeGreaterThan(span.startMs);
          for (const event of analysis.events) {
            expect(Number.isFinite(event.startMs) && Number.isFinite(event.endMs)).toBe(true);
            expect(event.endMs).toBeGreaterThanOrEqual(event.startMs);
          }
          const { summary } = analysis;
          const covered = summary.movingMs + summary.stillMs + summary.unknownMs;
          expect(Math.abs(covered - summary.durationMs)).toBeLessThan(1e-6 * (1 + summary.durationMs));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('recovers from an impossible value: quiet after it is quiet', () => {
    const block = motionOf([{ ms: 20_000, ...STILL }]);
    block.values[300] = 1e20;
    block.values[600] = Infinity;
    const { activity } = analyse([block], BODY);
    expect(activity.map(({ state }) => state)).toEqual(['unknown', 'still']);
  });
});
