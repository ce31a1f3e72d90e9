import type { Evidence, EvidenceMeasure } from '../events/evidence';
import { formatLength } from './format-time';

/** From here on the evidence is clear, and likely. Ours: the words of three grades. */
const CLEAR_FROM = 0.8;
const LIKELY_FROM = 0.6;

/** How good an event's evidence is, in a word: its confidence in three grades. */
export function confidenceWord(confidence: number): 'clear' | 'likely' | 'faint' {
  if (confidence >= CLEAR_FROM) return 'clear';
  return confidence >= LIKELY_FROM ? 'likely' : 'faint';
}

/** A figure as people read it. */
export interface EvidenceLine {
  what: string;
  /** With its unit. */
  figure: string;
  /** What it was held against, with its unit; null where nothing was compared. */
  against: string | null;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const grams = (g: number): string => `${g.toFixed(g < 0.1 ? 3 : 2)} g`;

const MEASURES: Readonly<Record<EvidenceMeasure, { what: string; say: (value: number) => string }>> = {
  stillChance: { what: 'Chance that the cat is still', say: percent },
  lastedMs: { what: 'It lasted', say: formatLength },
  movedBeforeMs: { what: 'Movement in the 10 s before', say: formatLength },
  motionSdG: { what: 'Spread of acceleration', say: grams },
  peakAccelG: { what: 'Highest acceleration', say: grams },
  swingG: { what: 'Size of the swing', say: grams },
  oscillationHz: { what: 'Rate of the swing', say: (hz) => `${hz.toFixed(1)} Hz` },
  rhythm: { what: 'How well it repeats itself (at most 1)', say: (value) => value.toFixed(2) },
  peakShareOfWeight: { what: 'Highest pull, of body weight', say: percent },
  meanShareOfWeight: { what: 'Mean pull, of body weight', say: percent },
  catPulledChance: { what: 'Chance that the cat pulled', say: percent },
  swingBeforeG: { what: 'Body’s motion before, against its usual', say: grams },
  swingAtOnceG: { what: 'Body’s motion as the lead came taut', say: grams },
  swingUnderPullG: { what: 'Body’s motion under the pull', say: grams },
  forwardPerPull: {
    what: 'Drawn forward (+) or held back (−) by its own weight of pull',
    say: (g) => `${g > 0 ? '+' : g < 0 ? '−' : ''}${Math.abs(g).toFixed(2)} g`,
  },
  tautBeforeShareOfWeight: { what: 'Pull before it fell slack, of body weight', say: percent },
  slackForMs: { what: 'Slack since then', say: formatLength },
  freeFallMs: { what: 'Free fall of the tag', say: formatLength },
  turnedDeg: { what: 'The tag turned over by', say: (degrees) => `${Math.round(degrees)}°` },
  restSdG: { what: 'Motion since, at its quietest', say: grams },
  risePerTenthShareOfWeight: { what: 'Steepest rise in 0.1 s, of body weight', say: percent },
};

/** An event's evidence for people, in its own order. */
export function evidenceLines(evidence: readonly Evidence[]): EvidenceLine[] {
  return evidence.map(({ measure, value, bound }) => {
    const { what, say } = MEASURES[measure];
    return { what, figure: say(value), against: bound === null ? null : say(bound) };
  });
}
