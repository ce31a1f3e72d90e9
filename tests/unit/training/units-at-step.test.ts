import { describe, expect, it } from 'vitest';
import { judge } from '../../../lib/training/judge';
import { unitsAtStep, type JudgedWalk } from '../../../lib/training/units-at-step';
import type { Detections, Walk, WalkReview } from '../../../lib/walk/walk';
import { bolt, drag, exampleDetections, freeze, slipOut, tension } from '../../support/example-detections';
import { exampleWalk } from '../../support/example-walk';

const MIN = 60_000;
const DAY = 86_400_000;
const CALM: WalkReview = { stress: 1, foodTaken: true, note: '' };

function walked(
  over: Partial<Walk> = {},
  detections: Detections | null = exampleDetections(over.durationMs ?? 6 * MIN),
): JudgedWalk {
  return {
    walk: exampleWalk({ status: 'ended', durationMs: 6 * MIN, review: CALM, startedAtMs: 0, ...over }),
    detections,
  };
}

const one = (judged: JudgedWalk) => {
  const { units, unjudged } = unitsAtStep(judged.walk.stepNumber, [judged]);
  expect(units.length + unjudged.length).toBe(1);
  return units[0] ?? unjudged[0]!.why;
};
const withEvents = (events: Detections['events'], over: Partial<Walk> = {}) =>
  walked(over, exampleDetections(over.durationMs ?? 6 * MIN, { events }));

describe('a session of step 8', () => {
  it('is good when long enough, calm by the owner’s word, food taken, nothing red', () => {
    expect(one(walked())).toEqual({
      walkId: exampleWalk().id,
      atMs: 0,
      good: true,
      green: true,
      reasons: [
        '6 min; the step asks for 5 min or more.',
        'Stress 1 of 5.',
        'Food taken.',
        'No bolt, no slip-out.',
      ],
      red: null,
    });
  });

  it.each<[string, JudgedWalk, object]>([
    ['just long enough', walked({ durationMs: 5 * MIN }), { good: true, green: true }],
    ['longer than the range', walked({ durationMs: 20 * MIN }), { good: true, green: true }],
    ['too short', walked({ durationMs: 5 * MIN - 1 }), { good: false, green: true, red: null }],
    ['stress 2', walked({ review: { ...CALM, stress: 2 } }), { good: false, green: false, red: null }],
    ['stress 3', walked({ review: { ...CALM, stress: 3 } }), { good: false, green: false, red: null }],
    [
      'food refused',
      walked({ review: { ...CALM, foodTaken: false } }),
      { good: false, green: false, red: null },
    ],
    ['a freeze, food taken', withEvents([freeze(9000, 30_000)]), { good: true, red: null }],
    [
      'stress 4',
      walked({ review: { ...CALM, stress: 4 } }),
      { good: false, green: false, red: 'Stress 4 of 5, by your word.' },
    ],
    [
      'stress 5, nothing else said',
      walked({ review: { stress: 5, foodTaken: null, note: '' } }),
      { good: false, red: 'Stress 5 of 5, by your word.' },
    ],
    [
      'a bolt',
      withEvents([bolt(72_000, 73_000)]),
      { good: false, green: false, red: 'The tag saw a bolt at 1 min 12 s.' },
    ],
    [
      'a bolt, nothing said',
      withEvents([bolt(72_000, 73_000)], { review: null }),
      { good: false, red: 'The tag saw a bolt at 1 min 12 s.' },
    ],
    [
      'a slip-out',
      withEvents([slipOut(5000, 8000)]),
      { good: false, red: 'The tag saw what may be a slip-out at 5 s.' },
    ],
    [
      'a freeze, food refused',
      withEvents([freeze(9000, 21_000)], { review: { ...CALM, foodTaken: false } }),
      { good: false, red: 'Still for 12 s at 9 s, and food refused.' },
    ],
    [
      'a bolt in a very short one',
      withEvents([bolt(5000, 6000)], { durationMs: 20_000 }),
      { good: false, red: 'The tag saw a bolt at 5 s.' },
    ],
    [
      'stress 4, not analysed',
      walked({ review: { ...CALM, stress: 4 } }, null),
      { red: 'Stress 4 of 5, by your word.' },
    ],
  ])('%s', (_name, judged, expected) => {
    expect(one(judged)).toMatchObject(expected);
  });

  it.each<[string, JudgedWalk, string]>([
    ['nothing said', walked({ review: null }), 'Waits for your word on stress and food.'],
    [
      'food not said',
      walked({ review: { ...CALM, foodTaken: null } }),
      'Waits for your word on stress and food.',
    ],
    [
      'stress not said',
      walked({ review: { ...CALM, stress: null } }),
      'Waits for your word on stress and food.',
    ],
    ['under a minute', walked({ durationMs: 59_000 }), 'Too short to say anything.'],
    ['not analysed', walked({}, null), 'Not analysed yet.'],
    [
      'mostly without data',
      walked({}, exampleDetections(6 * MIN, { summary: { movingMs: 2 * MIN, unknownMs: 4 * MIN } })),
      'Too little was measured.',
    ],
  ])('cannot be judged: %s', (_name, judged, why) => {
    expect(one(judged)).toBe(why);
  });

  it('never takes stillness for calm: an hour without a move is not green without the owner’s word', () => {
    const still = exampleDetections(60 * MIN, {
      activity: [{ state: 'still', startMs: 0, endMs: 60 * MIN }],
      summary: { movingMs: 0, stillMs: 60 * MIN },
    });
    expect(one(walked({ durationMs: 60 * MIN, review: null }, still))).toBe(
      'Waits for your word on stress and food.',
    );
  });
});

describe('a trial of step 6', () => {
  const trial = (events: Detections['events'], over: Partial<Walk> = {}, more: Partial<Detections> = {}) =>
    walked({ stepNumber: 6, ...over }, exampleDetections(over.durationMs ?? 6 * MIN, { events, ...more }));
  const still = (fromMs: number, toMs: number): Detections['activity'] => [
    { state: 'moving', startMs: 0, endMs: fromMs },
    { state: 'still', startMs: fromMs, endMs: toMs },
    { state: 'moving', startMs: toMs, endMs: 6 * MIN },
  ];

  it('is good when light, soon slack, and the cat moves', () => {
    expect(one(trial([tension(10_000, 13_000)]))).toEqual({
      walkId: exampleWalk().id,
      atMs: 10_000,
      good: true,
      green: true,
      reasons: [
        'Light all the way: at most 6.2 N.',
        'Slack again after 3 s.',
        'The cat moved for 8.0 s.',
        'Stress 1 of 5.',
        'Food taken.',
      ],
      red: null,
    });
  });

  it.each<[string, JudgedWalk, object]>([
    ['a pull', trial([tension(10_000, 13_000, 'pull')]), { good: false, green: true, red: null }],
    [
      'light, then hard within the same spell',
      trial([tension(10_000, 13_000), tension(14_000, 15_000, 'hard')]),
      { good: false },
    ],
    ['slack after 10 s', trial([tension(10_000, 20_000)]), { good: true }],
    ['slack too late', trial([tension(10_000, 20_001)]), { good: false }],
    [
      'the cat did not move',
      trial([tension(10_000, 13_000)], {}, { activity: still(9000, 30_000) }),
      { good: false },
    ],
    [
      'it moved in answer',
      trial([tension(10_000, 13_000)], {}, { activity: still(9000, 17_000) }),
      { good: true },
    ],
    [
      'a long freeze in answer',
      trial([tension(10_000, 13_000), freeze(14_000, 24_000)]),
      { good: false, red: null },
    ],
    ['a short one', trial([tension(10_000, 13_000), freeze(14_000, 18_000)]), { good: true }],
    ['the hand dragged', trial([tension(10_000, 13_000), drag(11_000, 12_000)]), { good: false }],
    [
      'nothing said: good by the tag, not green',
      trial([tension(10_000, 13_000)], { review: null }),
      { good: true, green: false },
    ],
    [
      'a bolt in it',
      trial([tension(10_000, 13_000), bolt(12_000, 13_000)]),
      { good: false, red: 'The tag saw a bolt at 12 s.' },
    ],
    [
      'a bolt outside every trial',
      trial([bolt(12_000, 13_000)]),
      { good: false, red: 'The tag saw a bolt at 12 s.' },
    ],
    [
      'stress 4 without a trial',
      trial([], { review: { ...CALM, stress: 4 } }),
      { red: 'Stress 4 of 5, by your word.', atMs: 6 * MIN },
    ],
    [
      'a bolt in a hole of the data',
      trial(
        [tension(10_000, 13_000), bolt(12_000, 13_000)],
        {},
        { gaps: [{ startMs: 11_000, endMs: 12_000, streams: ['tension'] }] },
      ),
      { red: 'The tag saw a bolt at 12 s.' },
    ],
  ])('%s', (_name, judged, expected) => {
    expect(one(judged)).toMatchObject(expected);
  });

  it.each<[string, JudgedWalk]>([
    ['no tension', trial([])],
    [
      'a hole in the tension',
      trial(
        [tension(10_000, 13_000)],
        {},
        { gaps: [{ startMs: 12_000, endMs: 12_600, streams: ['tension'] }] },
      ),
    ],
    [
      'a hole in the answer',
      trial(
        [tension(10_000, 13_000)],
        {},
        { gaps: [{ startMs: 17_000, endMs: 19_000, streams: ['accel'] }] },
      ),
    ],
    [
      'motion unknown',
      trial([tension(10_000, 13_000)], {}, { activity: [{ state: 'unknown', startMs: 0, endMs: 6 * MIN }] }),
    ],
    ['no motion sensor at all', trial([tension(10_000, 13_000)], {}, { activity: [] })],
    ['cut off by the end', trial([tension(10_000, 13_000)], { durationMs: 17_999 })],
  ])('is none: %s', (_name, judged) => {
    expect(one(judged)).toBe('No spell of tension that could be judged.');
  });

  it('says so when the tag measures no tension, or has not been looked at', () => {
    const streams = [{ kind: 'accel', unitPerCount: 1, rateHz: 50 } as const];
    const tags = exampleWalk().tags.map((tag) => ({ ...tag, streams }));
    expect(one(trial([], { tags }))).toBe('The tag measures no tension.');
    expect(one(walked({ stepNumber: 6 }, null))).toBe('Not analysed yet.');
  });

  it('a gap of another stream does not matter', () => {
    const gaps = [{ startMs: 12_000, endMs: 12_600, streams: ['gyro' as const] }];
    expect(one(trial([tension(10_000, 13_000)], {}, { gaps }))).toMatchObject({ good: true });
  });

  it('makes one unit of each spell, and keeps a walk’s red flag that no trial holds', () => {
    const events = [tension(100_000, 103_000), tension(10_000, 13_000), bolt(200_000, 201_000)];
    const { units } = unitsAtStep(6, [trial(events, { review: { ...CALM, stress: 5 } })]);
    expect(units.map(({ atMs, good, red }) => [atMs, good, red])).toEqual([
      [10_000, true, null],
      [100_000, true, null],
      [200_000, false, 'The tag saw a bolt at 3 min 20 s.'],
    ]);
    expect(judge(6, units).decision).toBe('step-back');
  });
});

describe('unitsAtStep', () => {
  const good = (day: number, over: Partial<Walk> = {}) =>
    walked({ id: `w${day}`, startedAtMs: day * DAY, ...over });
  const bad = (day: number) => good(day, { durationMs: 2 * MIN });
  const red = (day: number) =>
    walked({ id: `w${day}`, startedAtMs: day * DAY, review: { ...CALM, stress: 4 } });

  it('leaves out deleted walks, running ones and other steps, in any order of arrival', () => {
    const walks = [
      good(3),
      good(1),
      good(2, { deletedAtMs: 1 }),
      good(4, { status: 'recording' }),
      good(5, { stepNumber: 9 }),
      good(6, { status: 'recovered' }),
    ];
    const { units } = unitsAtStep(8, walks);
    expect(units.map(({ atMs }) => atMs / DAY)).toEqual([1, 3, 6]);
    expect(unitsAtStep(8, [...walks].reverse())).toEqual(unitsAtStep(8, walks));
  });

  it('begins anew once a step back was taken', () => {
    const before = [good(1), red(2)];
    const back = good(3, { stepNumber: 7 });
    expect(judge(8, unitsAtStep(8, before).units).decision).toBe('step-back');
    expect(unitsAtStep(8, [...before, back]).units).toEqual([]);
    const after = [4, 5, 6, 7, 8].map((day) => good(day));
    expect(judge(8, unitsAtStep(8, [...before, back, ...after]).units).decision).toBe('advance');
    // Failing without a red flag counts the same.
    const failed = [1, 2, 3, 4, 5].map((day) => bad(day));
    expect(unitsAtStep(8, [...failed, good(6, { stepNumber: 7 }), good(7)]).units).toHaveLength(1);
  });

  it('keeps counting over an easy day in between', () => {
    const walks = [good(1), good(2), good(3, { stepNumber: 7 }), good(4), good(5), good(6)];
    expect(judge(8, unitsAtStep(8, walks).units).decision).toBe('advance');
  });

  it('has no units for steps whose rule comes later', () => {
    const { units, unjudged } = unitsAtStep(9, [good(1, { stepNumber: 9 })]);
    expect(units).toEqual([]);
    expect(unjudged).toEqual([{ walkId: 'w1', why: 'No rule looks at this step yet.' }]);
  });
});
