import { describe, expect, it } from 'vitest';
import type { WalkListItem } from '../../../lib/app/page-views';
import {
  namedPlaces,
  NO_FILTER,
  placesIn,
  selectWalks,
  weeksOf,
  type WalkLookup,
} from '../../../lib/app/walk-history';
import { listItem, summary } from '../../component/samples';

const ids = (items: readonly WalkListItem[]) => items.map(({ id }) => id);
const said = (stress: 0 | 1 | 2 | 3 | 4 | 5, note = '') => ({ stress, foodTaken: null, note });

const items = [
  listItem('a', 0, { stepNumber: 8, review: said(1, 'Courtyard, light RAIN'), durationMs: 300_000 }),
  listItem('b', 1, {
    stepNumber: 7,
    review: said(3),
    durationMs: 900_000,
    summary: { ...summary, slackShare: 0.95 },
  }),
  listItem('c', 2, { stepNumber: 8, review: null, summary: null, durationMs: 600_000 }),
  listItem('d', 3, {
    stepNumber: 8,
    catId: 'other',
    review: said(5),
    summary: { ...summary, bolts: 0, maxTensionN: 30 },
  }),
];

/** What is looked up where a filter asks. */
const LOOKUP: WalkLookup = {
  outcomeOf: (id) => (({ a: 'good', b: 'not-yet', c: 'none' }) as const)[id] ?? 'red',
  hasEvent: (id, kind) => (kind === 'drag' ? id === 'b' : id === 'd'),
};

describe('the list of walks', () => {
  it.each([
    [{}, 'abcd'],
    [{ stepNumber: 8 }, 'acd'],
    [{ catId: 'other' }, 'd'],
    [{ word: 'green' }, 'a'],
    [{ word: 'yellow' }, 'b'],
    [{ word: 'red' }, 'd'],
    [{ word: 'none' }, 'c'],
    [{ event: 'bolts' }, 'ab'],
    [{ event: 'drag' }, 'b'],
    [{ event: 'slip-out' }, 'd'],
    [{ outcome: 'good' }, 'a'],
    [{ outcome: 'not-yet' }, 'b'],
    [{ outcome: 'red' }, 'd'],
    [{ outcome: 'none', stepNumber: 8 }, 'c'],
    [{ text: ' rain ' }, 'a'],
    [{ text: 'snow' }, ''],
    [{ stepNumber: 8, event: 'pulls', text: 'court' }, 'a'],
  ] as const)('narrowed by %j', (filter, expected) => {
    expect(ids(selectWalks(items, { ...NO_FILTER, ...filter }, 'newest', LOOKUP)).join('')).toBe(expected);
  });

  it('is narrowed by place, whatever its spelling, and by what stands in marks', () => {
    const at = (place?: string) => ({
      stress: null,
      foodTaken: null,
      note: '',
      ...(place !== undefined && { place }),
    });
    const places = [
      listItem('a', 0, { review: at('Garden') }),
      listItem('b', 1, { review: at(' garden ') }),
      listItem('c', 2, { review: at('Quiet  street'), markTexts: ['A white DOG barks', ''] }),
      listItem('d', 3, { review: at() }),
      listItem('e', 4, { review: null }),
    ];
    const by = (filter: object) =>
      ids(selectWalks(places, { ...NO_FILTER, ...filter }, 'newest', LOOKUP)).join('');
    expect(by({ place: 'garden' })).toBe('ab');
    expect(by({ place: 'quiet street' })).toBe('c');
    expect(by({ place: '' })).toBe('de');
    expect(by({ text: 'white dog' })).toBe('c');
    expect(by({ text: 'street' })).toBe('c');
    expect(placesIn(places)).toEqual([
      { key: '', name: '', walks: 2 },
      { key: 'garden', name: 'Garden', walks: 2 },
      { key: 'quiet street', name: 'Quiet  street', walks: 1 },
    ]);
    expect(namedPlaces(places)).toEqual(['Garden', 'Quiet  street']);
  });

  it.each([
    ['newest', 'abcd'],
    ['oldest', 'dcba'],
    ['longest', 'bcda'],
    ['slackest', 'badc'],
    ['strongest', 'dabc'],
  ] as const)('with the %s first, what was not measured last', (order, expected) => {
    expect(ids(selectWalks(items, NO_FILTER, order, LOOKUP)).join('')).toBe(expected);
  });

  it('of 2,000 walks is narrowed and summed up in a moment', () => {
    const many = Array.from({ length: 2_000 }, (_, i) =>
      listItem(`w${i}`, i, { review: said(1, `note ${i % 50}`) }),
    );
    const startMs = performance.now();
    expect(selectWalks(many, { ...NO_FILTER, text: 'note 7' }, 'strongest', LOOKUP)).toHaveLength(40);
    expect(weeksOf(many).reduce((sum, { walks }) => sum + walks, 0)).toBe(2_000);
    // The promise is 200 ms for trends in Chromium; a loaded machine is several times slower than a quiet one.
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });
});

describe('weeks', () => {
  const at = (day: string) => Date.parse(`${day}T12:00:00Z`);
  const on = (day: string, more: Partial<WalkListItem> = {}) =>
    listItem(day, 0, { startedAtMs: at(day), ...more });

  it('go from Monday to Sunday, and one without a walk is one of them', () => {
    const weeks = weeksOf([on('2026-03-09'), on('2026-03-15'), on('2026-03-23')]);
    expect(weeks.map(({ startMs, walks }) => [new Date(startMs).toISOString().slice(0, 10), walks])).toEqual([
      ['2026-03-09', 2],
      ['2026-03-16', 0],
      ['2026-03-23', 1],
    ]);
    expect(weeks[1]).toMatchObject({ slackShare: null, pullsPer10Min: null, stress: null, durationMs: 0 });
  });

  it('weigh each walk by the time that was measured', () => {
    const long = { ...summary, slackShare: 0.5, lightMs: 300_000, pullMs: 0, hardMs: 0, pulls: 2 };
    const short = { ...summary, slackShare: 0.8, lightMs: 10_000, pullMs: 5_000, hardMs: 5_000, pulls: 5 };
    const [week] = weeksOf([
      on('2026-03-09', { summary: long, review: said(1) }),
      on('2026-03-10', { summary: short, review: said(4) }),
      on('2026-03-11', { summary: null }),
    ]);
    // 600 s, half of it slack, and 100 s, 80 s of it slack.
    expect(week!.slackShare).toBeCloseTo(380 / 700, 6);
    expect(week!.pullsPer10Min).toBeCloseTo((7 * 600) / 700, 6);
    expect(week!.stress).toBe(2.5);
  });

  it('are none without a walk', () => {
    expect(weeksOf([])).toEqual([]);
    expect(weeksOf([on('2026-03-09', { durationMs: null })])).toEqual([]);
  });
});
