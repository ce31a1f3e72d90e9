import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviceWords } from '../../../lib/charts/advice-words';
import { adviseNow, HOLD_ADVICE_MS, URGENCY, type ShownAdvice } from '../../../lib/training/advise';
import { adviseOnRefusal, adviseOnSeen } from '../../../lib/training/advise-on-seen';
import { stepTarget } from '../../../lib/training/plan';
import { BODY_SIGNS, type BodySign, type Seen, type StressLevel } from '../../../lib/walk/body-sign';
import { drag, freeze, rest, tension } from '../../support/example-detections';

const signs = (...list: [BodySign, number][]): Seen => ({
  signs: list.map(([sign, tMs]) => ({ sign, tMs })),
  stress: [],
});
const stress = (...list: [StressLevel, number][]): Seen => ({
  signs: [],
  stress: list.map(([level, tMs]) => ({ level, tMs })),
});
const target = stepTarget(9);
const now = (nowMs: number, seen: Seen, items: Parameters<typeof adviseNow>[0]['items'] = []) =>
  adviseNow({ nowMs, items, target, seen, shown: null })?.advice ?? null;

describe('advice on what the owner sees', () => {
  it.each<[BodySign, string]>([
    ['ears-flat', 'discomfort'],
    ['tail-flicks', 'discomfort'],
    ['pupils-wide', 'discomfort'],
    ['hisses', 'too-much'],
    ['growls', 'too-much'],
    ['chews-harness', 'chews-harness'],
    ['refuses-to-move', 'refuses-to-move'],
    ['treat-refused', 'treat-refused'],
    ['startled-dog', 'startled'],
    ['startled-noise', 'startled'],
  ])('%s', (sign, id) => {
    expect(now(10_500, signs([sign, 10_000]))).toMatchObject({ id });
    expect(now(60_000, signs([sign, 10_000]))).toBeNull();
  });

  it.each(['ears-forward', 'tail-up', 'sniffs', 'checks-in', 'treat-taken', 'meows'] as const)(
    'has nothing to say on %s',
    (sign) => {
      expect(now(10_500, signs([sign, 10_000]))).toBeNull();
    },
  );

  it('takes three meows within a minute for too much', () => {
    expect(now(41_000, signs(['meows', 0], ['meows', 20_000], ['meows', 40_000]))?.id).toBe('too-much');
    expect(now(90_000, signs(['meows', 0], ['meows', 20_000], ['meows', 89_000]))).toBeNull();
  });

  it('ends at stress 4, and says so until another level is marked', () => {
    expect(adviceWords(now(11_000, stress([4, 10_000]))!)).toMatchObject({
      seen: 'Stress 4 of 5.',
      todo: 'End now: indoors, calmly.',
      tone: 'stop',
    });
    expect(now(600_000, stress([5, 10_000]))?.id).toBe('stress-end');
    expect(now(21_000, stress([4, 10_000], [1, 20_000]))).toBeNull();
    expect(now(21_000, stress([4, 10_000], [3, 20_000]))?.id).toBe('stress-slow');
    expect(now(11_000, stress([2, 10_000]))?.id).toBe('stress-slow');
    expect(now(11_000, stress([1, 10_000]))).toBeNull();
  });

  it('puts what must be done this second before the end, and the end before the rest', () => {
    const seen = stress([4, 10_000]);
    const open = (event: ReturnType<typeof drag>) => [{ event, open: true }];
    expect(now(20_000, seen, open(drag(15_000, 20_000)))?.id).toBe('drag');
    expect(now(20_000, seen, [{ event: tension(15_000, 20_000, 'hard'), open: true }])?.id).toBe(
      'stress-end',
    );
  });

  it('ends kindly when food is refused while the cat stands still', () => {
    const still = freeze(10_000, 20_000);
    expect(adviceWords(adviseOnRefusal(still, signs(['treat-refused', 15_000]), 45_000)!)).toMatchObject({
      id: 'end-kindly',
      seen: 'Still for 35 s, and food refused.',
    });
    expect(adviseOnRefusal(rest(10_000, 80_000), signs(['treat-refused', 75_000]), 80_000)?.id).toBe(
      'end-kindly',
    );
    expect(adviseOnRefusal(still, signs(['treat-refused', 9000]), 20_000)).toBeNull();
    expect(adviseOnRefusal(still, signs(['treat-taken', 15_000]), 20_000)).toBeNull();
    expect(now(20_000, signs(['treat-refused', 15_000]), [{ event: still, open: true }])?.id).toBe(
      'end-kindly',
    );
  });

  it('knows how pressing each is; says it short and kindly; never shows stillness as calm', () => {
    const all = [
      ...BODY_SIGNS.flatMap((sign) => adviseOnSeen(signs([sign, 0], [sign, 1], [sign, 2]), 10)),
      ...([2, 3, 4, 5] as const).flatMap((level) => adviseOnSeen(stress([level, 0]), 10)),
    ].map(({ advice }) => advice);
    all.push(adviseOnRefusal(freeze(0, 5000), signs(['treat-refused', 1000]), 5000)!);
    for (const advice of all) {
      const { id, tone } = advice;
      const { seen, todo } = adviceWords(advice);
      expect(URGENCY[id].urgency, id).toBeGreaterThan(0);
      expect(tone).not.toBe('calm');
      for (const text of [seen, todo]) {
        expect(text).toMatch(/^[A-Z].*\.$/);
        expect(text.length).toBeLessThanOrEqual(90);
        expect(text).not.toMatch(/warning|detected|event|alert|error|!|fail|bad|wrong/i);
      }
    }
  });

  it('never flickers, whatever is marked: only something more urgent comes before the hold is over', () => {
    const moment = fc.record({
      passMs: fc.integer({ min: 1, max: 3000 }),
      sign: fc.option(fc.constantFrom(...BODY_SIGNS)),
      level: fc.option(fc.constantFrom<StressLevel>(0, 1, 2, 3, 4, 5), { freq: 2 }),
      frozen: fc.boolean(),
    });
    let changes = 0;
    fc.assert(
      fc.property(fc.array(moment, { minLength: 2, maxLength: 60 }), (moments) => {
        let shown: ShownAdvice | null = null;
        let nowMs = 0;
        const seen = { signs: [] as Seen['signs'][number][], stress: [] as Seen['stress'][number][] };
        for (const { passMs, sign, level, frozen } of moments) {
          nowMs += passMs;
          if (sign) seen.signs.push({ sign, tMs: nowMs });
          if (level !== null) seen.stress.push({ level, tMs: nowMs });
          const items = frozen ? [{ event: freeze(nowMs - 2000, nowMs), open: true }] : [];
          const next: ShownAdvice | null = adviseNow({ nowMs, items, target, seen, shown });
          if (shown && next?.advice.id !== shown.advice.id) {
            changes++;
            if (nowMs - shown.sinceMs < HOLD_ADVICE_MS)
              expect(next ? URGENCY[next.advice.id].urgency : 0).toBeGreaterThan(
                URGENCY[shown.advice.id].urgency,
              );
          }
          shown = next;
        }
      }),
      { numRuns: 1000 },
    );
    expect(changes).toBeGreaterThan(100);
  });
});
