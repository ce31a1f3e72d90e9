import type { ReadinessAnswers, ReadinessQuestion } from '../walk/cat-profile';
import { SOURCES } from './sources';
import type { Source } from './verdict';

export interface ReadinessItem {
  key: ReadinessQuestion;
  question: string;
  /** What a no means for the start; the words are ours. */
  ifNot: string;
}

/** The six questions of the article, in its order. */
export const READINESS_ITEMS: readonly ReadinessItem[] = [
  {
    key: 'healthy',
    question: 'Is your cat healthy, vaccinated and protected against fleas?',
    ifNot: 'See the vet first. Indoor steps can begin meanwhile.',
  },
  {
    key: 'motivated',
    question: 'Does your cat work for treats or toys?',
    ifNot: 'Look for what your cat loves most: a paste, dried fish, a feather.',
  },
  {
    key: 'curious',
    question: 'Is your cat curious about new things rather than afraid of them?',
    ifNot: 'Put small new things in the room, one a day, and let your cat come by itself.',
  },
  {
    key: 'handled',
    question: 'Can you brush your cat or trim its claws?',
    ifNot: 'Touch briefly, treat, stop. A harness asks for hands.',
  },
  {
    key: 'time',
    question: 'Do you have four to six weeks with a little time most days?',
    ifNot: 'Wait for calmer weeks. A pause is no loss.',
  },
  {
    key: 'patience',
    question: 'Is it all right with you if it goes slowly, or does not work out?',
    ifNot: 'Not every cat walks on a leash, and it is no failing of yours or hers.',
  },
];

/** What the article names for a cat that is not ready. */
export const READINESS_ALTERNATIVES: readonly string[] = [
  'A perch at the window',
  'Puzzle feeders',
  'Indoor agility games',
];

export type Readiness = 'ready' | 'not-yet' | 'open';

export interface ReadinessVerdict {
  readiness: Readiness;
  yes: number;
  no: number;
  open: number;
  /** What to do about each no, in the order of the questions. */
  hints: readonly string[];
  /** Things to do instead, or meanwhile; empty when ready or open. */
  alternatives: readonly string[];
  source: Source;
}

/**
 * Most answers yes: ready (article). More than half of the six, which is four; three of six are not most. It is said as
 * soon as no further answer could change it.
 */
export function judgeReadiness(answers: ReadinessAnswers): ReadinessVerdict {
  const total = READINESS_ITEMS.length;
  const yes = READINESS_ITEMS.filter(({ key }) => answers[key] === true).length;
  const nos = READINESS_ITEMS.filter(({ key }) => answers[key] === false);
  const isMost = (count: number): boolean => count > total / 2;
  const readiness = isMost(yes) ? 'ready' : isMost(total - nos.length) ? 'open' : 'not-yet';
  return {
    readiness,
    yes,
    no: nos.length,
    open: total - yes - nos.length,
    hints: nos.map(({ ifNot }) => ifNot),
    alternatives: readiness === 'not-yet' ? READINESS_ALTERNATIVES : [],
    source: SOURCES.article,
  };
}
