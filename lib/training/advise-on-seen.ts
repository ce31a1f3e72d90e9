import type { WalkEvent } from '../events/event';
import type { BodySign, Seen, StressLevel } from '../walk/body-sign';
import type { Advice } from './verdict';

/** Stress that slows down, and that ends a session (tampabayvets.net: 2–3 yellow, 4–5 red). */
const SLOW_STRESS = 2;
const END_STRESS = 4;
/** Ours: one meow is talk; this many within that time are what the article calls excessive. */
const MANY_MEOWS = 3;
const MEOWS_WITHIN_MS = 60_000;

/** Advice with the moment that gave rise to it, ms on the walk's timeline. */
export interface SeenAdvice {
  advice: Advice;
  /** It holds until something else is said: a level of stress stays until another one is marked. */
  untilSaidOtherwise: boolean;
  atMs: number;
}

const DISCOMFORT = { id: 'discomfort', tone: 'light' } as const;
const TOO_MUCH = { id: 'too-much', tone: 'pull' } as const;
const STARTLED = { id: 'startled', tone: 'light' } as const;

/** What to do about a sign; null for what asks for nothing. The article's struggles, and its words on body language. */
const ON_SIGN: Readonly<Record<BodySign, Pick<Advice, 'id' | 'tone'> | null>> = {
  'ears-forward': null,
  'tail-up': null,
  'eyes-soft': null,
  'body-loose': null,
  sniffs: null,
  'checks-in': null,
  'treat-taken': null,
  meows: null,
  'ears-side': null,
  'ears-flat': DISCOMFORT,
  'tail-flicks': DISCOMFORT,
  'tail-low': DISCOMFORT,
  'pupils-wide': DISCOMFORT,
  'body-low': DISCOMFORT,
  hisses: TOO_MUCH,
  growls: TOO_MUCH,
  'chews-harness': { id: 'chews-harness', tone: 'light' },
  'refuses-to-move': { id: 'refuses-to-move', tone: 'light' },
  'treat-refused': { id: 'treat-refused', tone: 'light' },
  'startled-dog': STARTLED,
  'startled-traffic': STARTLED,
  'startled-person': STARTLED,
  'startled-noise': STARTLED,
  'startled-other': STARTLED,
};

/** What the owner's marks up to `nowMs` give rise to, the newest first. */
export function adviseOnSeen({ signs, stress }: Seen, nowMs: number): SeenAdvice[] {
  const list: SeenAdvice[] = [];
  for (const { sign, tMs } of signs) {
    if (tMs > nowMs) continue;
    const advice = ON_SIGN[sign];
    if (advice)
      list.push({
        advice: { ...advice, seen: { code: 'sign', sign } },
        untilSaidOtherwise: false,
        atMs: tMs,
      });
  }
  const meows = signs.filter(
    ({ sign, tMs }) => sign === 'meows' && tMs <= nowMs && tMs > nowMs - MEOWS_WITHIN_MS,
  );
  if (meows.length >= MANY_MEOWS)
    list.push({
      advice: { ...TOO_MUCH, seen: { code: 'much-meowing' } },
      untilSaidOtherwise: false,
      atMs: meows.at(-1)!.tMs,
    });
  const last = stress.findLast(({ tMs }) => tMs <= nowMs);
  if (last && last.level >= SLOW_STRESS)
    list.push({
      advice: adviseOnStress(last.level),
      untilSaidOtherwise: last.level >= END_STRESS,
      atMs: last.tMs,
    });
  return list.sort((a, b) => b.atMs - a.atMs);
}

function adviseOnStress(level: StressLevel): Advice {
  const seen = { code: 'stress', level } as const;
  return level >= END_STRESS
    ? { id: 'stress-end', seen, tone: 'stop' }
    : { id: 'stress-slow', seen, tone: 'light' };
}

/** Food was refused while the cat stands still: the rule ends the session there (ours). Null: not so. */
export function adviseOnRefusal(event: WalkEvent, { signs }: Seen, nowMs: number): Advice | null {
  if (event.kind !== 'freeze' && event.kind !== 'rest') return null;
  const refused = signs.some(
    ({ sign, tMs }) => sign === 'treat-refused' && tMs >= event.startMs && tMs <= nowMs,
  );
  if (!refused) return null;
  return {
    id: 'end-kindly',
    seen: { code: 'still-refused', ms: Math.max(nowMs, event.endMs) - event.startMs },
    tone: 'still',
  };
}
