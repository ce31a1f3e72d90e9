import type { WalkEvent } from '../events/event';
import type { BodySign, Seen, StressLevel } from '../walk/body-sign';
import { sayDuration } from './say-duration';
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

/** What to do about a sign; null for what asks for nothing. The article's struggles, and its words on body language. */
const ON_SIGN: Readonly<Record<BodySign, Omit<Advice, 'seen'> | null>> = {
  'ears-forward': null,
  'tail-up': null,
  'eyes-soft': null,
  'body-loose': null,
  sniffs: null,
  'checks-in': null,
  'treat-taken': null,
  meows: null,
  'ears-side': null,
  'ears-flat': discomfort(),
  'tail-flicks': discomfort(),
  'tail-low': discomfort(),
  'pupils-wide': discomfort(),
  'body-low': discomfort(),
  hisses: tooMuch(),
  growls: tooMuch(),
  'chews-harness': {
    id: 'chews-harness',
    todo: 'Offer a treat or a toy. Look at the fit. Make it shorter.',
    tone: 'light',
  },
  'refuses-to-move': {
    id: 'refuses-to-move',
    todo: 'Offer the best treat, or another place. Make it shorter.',
    tone: 'light',
  },
  'treat-refused': {
    id: 'treat-refused',
    todo: 'More distance, and a while without asking anything.',
    tone: 'light',
  },
  'startled-dog': startled(),
  'startled-traffic': startled(),
  'startled-person': startled(),
  'startled-noise': startled(),
  'startled-other': startled(),
};

function discomfort(): Omit<Advice, 'seen'> {
  return {
    id: 'discomfort',
    todo: 'This is discomfort, not stubbornness. More distance; do not push on.',
    tone: 'light',
  };
}

function tooMuch(): Omit<Advice, 'seen'> {
  return { id: 'too-much', todo: 'Go indoors calmly. Less of it next time.', tone: 'pull' };
}

function startled(): Omit<Advice, 'seen'> {
  return { id: 'startled', todo: 'Stand still and stay soft. Let it pass, then a treat.', tone: 'light' };
}

const SEEN_WORDS: Readonly<Partial<Record<BodySign, string>>> = {
  'ears-flat': 'Ears flat.',
  'tail-flicks': 'The tail flicks.',
  'tail-low': 'Tail low.',
  'pupils-wide': 'Wide pupils.',
  'body-low': 'Body low.',
  hisses: 'A hiss.',
  growls: 'A growl.',
  'chews-harness': 'Chewing at the harness.',
  'refuses-to-move': 'No wish to move.',
  'treat-refused': 'Food refused.',
  'startled-dog': 'Startled by a dog.',
  'startled-traffic': 'Startled by traffic.',
  'startled-person': 'Startled by a person.',
  'startled-noise': 'Startled by a noise.',
  'startled-other': 'Startled.',
};

/** What the owner's marks up to `nowMs` give rise to, the newest first. */
export function adviseOnSeen({ signs, stress }: Seen, nowMs: number): SeenAdvice[] {
  const list: SeenAdvice[] = [];
  for (const { sign, tMs } of signs) {
    if (tMs > nowMs) continue;
    const advice = ON_SIGN[sign];
    if (advice)
      list.push({
        advice: { ...advice, seen: SEEN_WORDS[sign] ?? '' },
        untilSaidOtherwise: false,
        atMs: tMs,
      });
  }
  const meows = signs.filter(
    ({ sign, tMs }) => sign === 'meows' && tMs <= nowMs && tMs > nowMs - MEOWS_WITHIN_MS,
  );
  if (meows.length >= MANY_MEOWS)
    list.push({
      advice: { ...tooMuch(), seen: 'Much meowing.' },
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
  const seen = `Stress ${level} of 5.`;
  return level >= END_STRESS
    ? { id: 'stress-end', seen, todo: 'End now: indoors, calmly.', tone: 'stop' }
    : { id: 'stress-slow', seen, todo: 'Slow down: more distance, less to look at.', tone: 'light' };
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
    seen: `Still for ${sayDuration(Math.max(nowMs, event.endMs) - event.startMs)}, and food refused.`,
    todo: 'End kindly: stay low, wait until the cat moves, then go in.',
    tone: 'still',
  };
}
