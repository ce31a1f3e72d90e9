import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WalkEvent } from '../../../lib/events/event';
import { agreementOf, kappaOf, precisionOf, recallOf, type SpokenWalk } from '../../../lib/walk/agreement';
import type { Correction, EventKind, OwnersSaying } from '../../../lib/walk/correction';
import { bolt, drag, freeze, shake, tension } from '../../support/example-detections';

function words(...sayings: OwnersSaying[]): Correction[] {
  return sayings.map((saying, i) => ({
    ...saying,
    id: `word-${i}`,
    walkId: 'w',
    createdAtMs: i,
    deletedAtMs: null,
  }));
}

const on = ({ kind, startMs, endMs }: WalkEvent) => ({ by: 'detector', kind, startMs, endMs }) as const;
const confirm = (event: WalkEvent): OwnersSaying => ({ say: 'confirm', subject: on(event) });
const reject = (event: WalkEvent): OwnersSaying => ({ say: 'reject', subject: on(event) });

function walk(detected: WalkEvent[], ...sayings: OwnersSaying[]): SpokenWalk {
  return { detected, corrections: words(...sayings), durationMs: 100_000 };
}

const about = (kind: EventKind, ...walks: SpokenWalk[]) =>
  agreementOf(walks).find((each) => each.kind === kind)!;

const A = bolt(10_000, 12_000);
const B = bolt(30_000, 32_000);
const C = bolt(50_000, 52_000);

describe('agreement on events', () => {
  it('counts what was confirmed and rejected, and takes silence for nothing', () => {
    const bolts = about('bolt', walk([A, B, C], confirm(A), reject(B)));
    expect(bolts).toMatchObject({ hits: 1, falseAlarms: 1, misses: 0 });
    expect(precisionOf(bolts)).toBe(0.5);
    expect(recallOf(bolts)).toBe(1);
  });

  it('leaves walks without a standing word out altogether', () => {
    const [word] = words(confirm(A));
    const takenBack = { ...walk([A, B]), corrections: [{ ...word!, deletedAtMs: 1 }] };
    const bolts = about('bolt', walk([A, B]), takenBack);
    expect(bolts).toMatchObject({ hits: 0, falseAlarms: 0, misses: 0 });
    expect(bolts.seconds).toEqual({ both: 0, detectorOnly: 0, ownerOnly: 0, neither: 0 });
    expect([precisionOf(bolts), recallOf(bolts), kappaOf(bolts.seconds)]).toEqual([null, null, null]);
  });

  it('takes another name for a false alarm of the old one and a miss of the new one', () => {
    const renamed = walk([A], { say: 'relabel', subject: on(A), toKind: 'shake' });
    expect(about('bolt', renamed)).toMatchObject({ hits: 0, falseAlarms: 1, misses: 0 });
    expect(about('shake', renamed)).toMatchObject({ hits: 0, falseAlarms: 0, misses: 1 });
  });

  it('takes what was added for a miss, unless a detection was there that nothing was said of', () => {
    const add: OwnersSaying = { say: 'add', kind: 'bolt', startMs: 30_500, endMs: 32_500 };
    expect(about('bolt', walk([A], add))).toMatchObject({ hits: 0, misses: 1 });
    expect(about('bolt', walk([A, B], add))).toMatchObject({ hits: 1, misses: 0 });
    // One detection answers for one event.
    expect(about('bolt', walk([A, B], add, add))).toMatchObject({ hits: 1, misses: 1 });
    expect(about('bolt', walk([drag(30_000, 32_000)], add))).toMatchObject({ hits: 0, misses: 1 });
  });

  it('takes what was confirmed and is found no more for a miss, a rejection of it for nothing', () => {
    expect(about('bolt', walk([], confirm(A), reject(B)))).toMatchObject({
      hits: 0,
      falseAlarms: 0,
      misses: 1,
    });
  });

  it('counts a moved event as found', () => {
    const moved = walk([A], { say: 'move', subject: on(A), startMs: 15_000, endMs: 18_000 });
    expect(about('bolt', moved)).toMatchObject({ hits: 1, falseAlarms: 0, misses: 0 });
    // Second by second they are apart: 2 s of the one, 3 s of the other.
    expect(about('bolt', moved).seconds).toEqual({ both: 0, detectorOnly: 2, ownerOnly: 3, neither: 95 });
  });
});

describe('agreement on seconds', () => {
  it('sorts each second, and leaves out those under detections that nothing was said of', () => {
    const { seconds } = about('bolt', walk([A, B, C], confirm(A), reject(B)));
    expect(seconds).toEqual({ both: 2, detectorOnly: 2, ownerOnly: 0, neither: 94 });
  });

  it('counts an event within a second, and one without length, as that second', () => {
    const short = bolt(10_200, 10_400);
    const { seconds } = about(
      'bolt',
      walk([short], confirm(short), { say: 'add', kind: 'bolt', startMs: 20_000, endMs: 20_000 }),
    );
    expect(seconds).toEqual({ both: 1, detectorOnly: 0, ownerOnly: 1, neither: 98 });
  });

  it('gives Cohen’s kappa as in a textbook: 20, 5, 10, 15 of 50 give 0.4', () => {
    // https://en.wikipedia.org/wiki/Cohen%27s_kappa, simple example.
    expect(kappaOf({ both: 20, detectorOnly: 5, ownerOnly: 10, neither: 15 })).toBeCloseTo(0.4, 10);
  });

  it('is 1 where both say the same, and not defined where both say nothing else', () => {
    expect(kappaOf({ both: 3, detectorOnly: 0, ownerOnly: 0, neither: 97 })).toBe(1);
    expect(kappaOf({ both: 0, detectorOnly: 0, ownerOnly: 0, neither: 50 })).toBeNull();
    expect(kappaOf({ both: 0, detectorOnly: 5, ownerOnly: 5, neither: 0 })).toBe(-1);
  });
});

describe('agreement, whatever is said', () => {
  const at = fc.nat(90).map((s) => s * 1000);
  const event = fc
    .tuple(fc.constantFrom(bolt, freeze, shake, tension, drag), at, fc.integer({ min: 0, max: 9 }))
    .map(([make, startMs, s]) => make(startMs, startMs + s * 1000));
  const saying = (events: WalkEvent[]): fc.Arbitrary<OwnersSaying> => {
    const add = fc.tuple(at, fc.nat(9)).map(([startMs, s]): OwnersSaying => ({
      say: 'add',
      kind: 'bolt',
      startMs,
      endMs: startMs + s * 1000,
    }));
    if (events.length === 0) return add;
    const one = fc.constantFrom(...events);
    return fc.oneof(add, one.map(confirm), one.map(reject));
  };
  const spoken = fc
    .array(event, { maxLength: 8 })
    .chain((detected) => fc.array(saying(detected), { maxLength: 8 }).map((said) => walk(detected, ...said)));

  it('counts no detection twice, no second twice, and keeps every share within its bounds', () => {
    let judged = 0;
    fc.assert(
      fc.property(spoken, (one) => {
        for (const each of agreementOf([one])) {
          const found = one.detected.filter(({ kind }) => kind === each.kind).length;
          expect(each.hits + each.falseAlarms).toBeLessThanOrEqual(found);
          const { both, detectorOnly, ownerOnly, neither } = each.seconds;
          expect(both + detectorOnly + ownerOnly + neither).toBeLessThanOrEqual(100);
          const kappa = kappaOf(each.seconds);
          if (kappa === null) continue;
          judged++;
          expect(kappa).toBeGreaterThanOrEqual(-1);
          expect(kappa).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300, seed: 4 },
    );
    expect(judged).toBeGreaterThan(100);
  });

  it('adds up over walks', () => {
    fc.assert(
      fc.property(fc.array(spoken, { maxLength: 4 }), (walks) => {
        const whole = agreementOf(walks);
        const parts = walks.map((each) => agreementOf([each]));
        for (const [i, { hits, falseAlarms, misses }] of whole.entries()) {
          const sum = (of: 'hits' | 'falseAlarms' | 'misses') =>
            parts.reduce((total, part) => total + part[i]![of], 0);
          expect([hits, falseAlarms, misses]).toEqual([sum('hits'), sum('falseAlarms'), sum('misses')]);
        }
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});
