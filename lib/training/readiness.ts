import type { ReadinessAnswers, ReadinessQuestion } from '../walk/cat-profile';
import { SOURCES } from './sources';
import type { Source } from './verdict';

/** The six questions of the article, in its order. */
export const READINESS_QUESTIONS: readonly ReadinessQuestion[] = [
  'healthy',
  'motivated',
  'curious',
  'handled',
  'time',
  'patience',
];

/** What the article names for a cat that is not ready. */
export const READINESS_ALTERNATIVES = ['window-perch', 'puzzle-feeders', 'indoor-agility'] as const;

export type ReadinessAlternative = (typeof READINESS_ALTERNATIVES)[number];

export type Readiness = 'ready' | 'not-yet' | 'open';

export interface ReadinessVerdict {
  readiness: Readiness;
  yes: number;
  no: number;
  open: number;
  /** Things to do instead, or meanwhile; empty when ready or open. */
  alternatives: readonly ReadinessAlternative[];
  source: Source;
}

/**
 * Most answers yes: ready (article). More than half of the six, which is four; three of six are not most. It is said as
 * soon as no further answer could change it.
 */
export function judgeReadiness(answers: ReadinessAnswers): ReadinessVerdict {
  const total = READINESS_QUESTIONS.length;
  const yes = READINESS_QUESTIONS.filter((question) => answers[question] === true).length;
  const no = READINESS_QUESTIONS.filter((question) => answers[question] === false).length;
  const isMost = (count: number): boolean => count > total / 2;
  const readiness = isMost(yes) ? 'ready' : isMost(total - no) ? 'open' : 'not-yet';
  return {
    readiness,
    yes,
    no,
    open: total - yes - no,
    alternatives: readiness === 'not-yet' ? READINESS_ALTERNATIVES : [],
    source: SOURCES.article,
  };
}
