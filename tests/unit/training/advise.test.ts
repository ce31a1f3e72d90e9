import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviceWords } from '../../../lib/charts/advice-words';
import type { WalkEvent } from '../../../lib/events/event';
import { adviseNow, adviseOn, HOLD_ADVICE_MS, type ShownAdvice } from '../../../lib/training/advise';
import { stepTarget } from '../../../lib/training/plan';
import { bolt, drag, freeze, rest, shake, slipOut, tension } from '../../support/example-detections';

const EVERY: WalkEvent[] = [
  freeze(0, 12_000),
  rest(0, 90_000),
  bolt(0, 1000),
  tension(0, 1000),
  tension(0, 1000, 'pull'),
  tension(0, 1000, 'hard'),
  tension(0, 1000, 'lunge'),
  drag(0, 1000),
  shake(0, 1000),
  slipOut(0, 1000),
];
const step8 = stepTarget(8);
const step6 = stepTarget(6);
const item = (event: WalkEvent, open = true) => ({ event, open });

describe('adviseOn', () => {
  it('says of a freeze what is seen and what to do', () => {
    expect(adviceWords(adviseOn(freeze(1000, 13_000)))).toMatchObject({
      seen: 'Still for 12 s.',
      todo: 'Stop moving. Speak softly. Wait it out. Never drag.',
    });
  });

  it('counts on while the event goes on', () => {
    expect(adviceWords(adviseOn(freeze(1000, 5000), 66_000)).seen).toBe('Still for 1 min 5 s.');
  });

  it.each(EVERY.map((event) => [adviseOn(event).id, event] as const))(
    '%s: short, kind, no alarm',
    (_id, event) => {
      const { seen, todo } = adviceWords(adviseOn(event));
      for (const text of [seen, todo]) {
        expect(text).toMatch(/^[A-Z].*[.?]$/);
        expect(text.length).toBeLessThanOrEqual(90);
        expect(text).not.toMatch(/warning|detected|event|alert|error|!|fail|bad|wrong/i);
      }
    },
  );

  it('tells a pull that nobody measured from one that was, and a hand that pulls', () => {
    const pull = tension(0, 1000, 'pull');
    expect(adviceWords(adviseOn({ ...pull, peakN: 6.25 })).seen).toBe('A pull of 6.3 N.');
    expect(adviceWords(adviseOn({ ...pull, peakN: NaN })).seen).toBe('A pull.');
    const puller = { who: 'hand', confidence: 0.9, knownMs: 0, evidence: [] } as const;
    expect(adviceWords(adviseOn({ ...pull, puller })).todo).toMatch(/^You may be pulling/);
  });

  it('gives each its own id, and never the tone of calm to stillness', () => {
    expect(new Set(EVERY.map((event) => adviseOn(event).id)).size).toBe(EVERY.length);
    for (const event of [freeze(0, 5000), rest(0, 90_000)]) expect(adviseOn(event).tone).toBe('still');
  });
});

describe('adviseNow', () => {
  it('says nothing when there is nothing to say', () => {
    expect(adviseNow({ nowMs: 10_000, items: [], target: step8, shown: null })).toBeNull();
    expect(
      adviseNow({ nowMs: 10_000, items: [item(tension(0, 9000))], target: step6, shown: null }),
    ).toBeNull();
  });

  it('says when the range of time is reached, and when it is past', () => {
    const at = (nowMs: number) => {
      const advice = adviseNow({ nowMs, items: [], target: step8, shown: null })?.advice;
      return advice && adviceWords(advice);
    };
    expect(at(299_999)).toBeUndefined();
    expect(at(300_000)).toMatchObject({ seen: '5 min together.', todo: 'A good moment to end well.' });
    expect(at(600_000)).toMatchObject({ todo: 'End well: indoors, praise and a treat.' });
    expect(adviseNow({ nowMs: 600_000, items: [], target: step6, shown: null })).toBeNull();
  });

  it('takes the most urgent of many', () => {
    const items = [freeze(0, 20_000), tension(0, 20_000, 'pull'), drag(15_000, 20_000)].map((e) => item(e));
    expect(adviseNow({ nowMs: 20_000, items, target: step8, shown: null })?.advice.id).toBe('drag');
  });

  it('stays with a bolt for a while after it', () => {
    const items = [item(bolt(10_000, 11_000), false)];
    expect(adviseNow({ nowMs: 40_999, items, target: step8, shown: null })?.advice.id).toBe('bolt');
    expect(adviseNow({ nowMs: 41_000, items, target: step8, shown: null })).toBeNull();
  });

  it('updates the seconds without becoming another advice', () => {
    const first = adviseNow({ nowMs: 4000, items: [item(freeze(0, 4000))], target: step8, shown: null });
    const later = adviseNow({ nowMs: 9000, items: [item(freeze(0, 9000))], target: step8, shown: first });
    expect(later).toEqual({ advice: { ...first!.advice, seen: { code: 'still', ms: 9000 } }, sinceMs: 4000 });
  });

  it('never flickers: only something more urgent comes before the hold is over', () => {
    const moment = fc.record({
      passMs: fc.integer({ min: 0, max: 3000 }),
      which: fc.subarray([...EVERY.keys()]),
      open: fc.boolean(),
    });
    const urgency = [
      'shake',
      'time-reached',
      'rest',
      'time-over',
      'tension-pull',
      'freeze',
      'tension-hard',
      'tension-lunge',
      'drag',
      'bolt',
      'slip-out',
    ];
    fc.assert(
      fc.property(fc.array(moment, { minLength: 2, maxLength: 60 }), (moments) => {
        let shown: ShownAdvice | null = null;
        let nowMs = 280_000;
        for (const { passMs, which, open } of moments) {
          nowMs += passMs;
          const items = which.map((i) =>
            item({ ...EVERY[i]!, startMs: nowMs - 5000, endMs: nowMs - 1000 }, open),
          );
          const next: ShownAdvice | null = adviseNow({ nowMs, items, target: step8, shown });
          if (shown && next?.advice.id !== shown.advice.id && nowMs - shown.sinceMs < HOLD_ADVICE_MS)
            expect(urgency.indexOf(next?.advice.id ?? '')).toBeGreaterThan(urgency.indexOf(shown.advice.id));
          if (next && next.advice.id === shown?.advice.id) expect(next.sinceMs).toBe(shown.sinceMs);
          shown = next;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
