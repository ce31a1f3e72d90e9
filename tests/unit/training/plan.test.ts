import { describe, expect, it } from 'vitest';
import type { StepTarget } from '../../../lib/app/live-view';
import { planStep, stepTarget } from '../../../lib/training/plan';
import { PLAN_STEPS } from '../../../lib/training/plan-data';
import { REFERENCE_CASES } from '../../../lib/training/reference-cases';
import { sayDuration } from '../../../lib/training/say-duration';

describe('the plan', () => {
  it('has ten steps in order, each complete', () => {
    expect(PLAN_STEPS.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const step of PLAN_STEPS) {
      for (const text of [step.title, step.purpose, step.good, ...step.how]) expect(text).not.toBe('');
      expect(step.how.length).toBeGreaterThan(0);
      expect(step.criteria.length).toBeGreaterThan(0);
    }
  });

  it('names a source for every number and every criterion', () => {
    for (const { time, unitSource, criteria } of PLAN_STEPS)
      for (const source of [
        unitSource,
        ...(time ? [time.source] : []),
        ...criteria.map((each) => each.source),
      ])
        expect(source.name).not.toBe('');
  });

  it('has times that make sense', () => {
    for (const { time } of PLAN_STEPS) {
      if (!time) continue;
      expect((time.minMs ?? 0) < (time.maxMs ?? Infinity)).toBe(true);
      expect(time.minMs !== null || time.maxMs !== null).toBe(true);
    }
  });

  it('counts trials in steps 2–6, sessions in 7–9, a habit in 10', () => {
    const units = PLAN_STEPS.map(({ unit }) => unit);
    expect(units).toEqual([
      'once',
      ...Array<string>(5).fill('trial'),
      ...Array<string>(3).fill('session'),
      'habit',
    ]);
  });

  it('gives the target of a session', () => {
    const target: StepTarget = stepTarget(8);
    expect(target).toEqual({ number: 8, title: 'A quiet place outside', minMs: 300_000, maxMs: 600_000 });
    expect(stepTarget(6)).toMatchObject({ minMs: null, maxMs: null });
  });

  it.each([0, 11, 1.5, NaN])('has no step %s', (number) => {
    expect(() => planStep(number)).toThrow(RangeError);
  });
});

describe('the reference cases', () => {
  it('go forward in time and stay in the plan', () => {
    expect(REFERENCE_CASES.map(({ name }) => name)).toEqual(['Milo', 'Juniper']);
    for (const { points } of REFERENCE_CASES) {
      expect(points[0]?.day).toBe(0);
      for (let i = 1; i < points.length; i++) expect(points[i]!.day).toBeGreaterThan(points[i - 1]!.day);
      for (const { stepNumber } of points) expect(planStep(stepNumber).number).toBeLessThan(10);
    }
  });
});

describe('sayDuration', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [12_999, '12 s'],
    [60_000, '1 min'],
    [320_000, '5 min 20 s'],
    [3_600_000, '60 min'],
  ])('%d ms: %s', (ms, text) => {
    expect(sayDuration(ms)).toBe(text);
  });
});
