import type { Evidence, EvidenceMeasure } from '../events/evidence';
import { formatFixed, formatPercent } from '../words/format-number';
import { t } from '../words/words';
import { formatLength } from './format-time';

/** From here on the evidence is clear, and likely. Ours: the words of three grades. */
const CLEAR_FROM = 0.8;
const LIKELY_FROM = 0.6;

/** How good an event's evidence is: its confidence in three grades. */
export function confidenceGrade(confidence: number): 'clear' | 'likely' | 'faint' {
  if (confidence >= CLEAR_FROM) return 'clear';
  return confidence >= LIKELY_FROM ? 'likely' : 'faint';
}

/** The grade in a word, beside the confidence itself: "likely (0.72 of 1)". */
export function gradeWords(confidence: number): string {
  return t(`evidence.grade.${confidenceGrade(confidence)}`, { confidence: formatFixed(confidence, 2) });
}

/** A figure as people read it. */
export interface EvidenceLine {
  what: string;
  /** With its unit. */
  figure: string;
  /** What it was held against, with its unit; null where nothing was compared. */
  against: string | null;
}

const grams = (g: number): string => t('figure.grams', { g: formatFixed(g, g < 0.1 ? 3 : 2) });

const SAY: Readonly<Record<EvidenceMeasure, (value: number) => string>> = {
  stillChance: formatPercent,
  standChance: formatPercent,
  lastedMs: formatLength,
  movedBeforeMs: formatLength,
  motionSdG: grams,
  peakAccelG: grams,
  swingG: grams,
  oscillationHz: (hz) => t('figure.hertz', { hz: formatFixed(hz, 1) }),
  rhythm: (value) => formatFixed(value, 2),
  peakShareOfWeight: formatPercent,
  meanShareOfWeight: formatPercent,
  catPulledChance: formatPercent,
  swingBeforeG: grams,
  swingAtOnceG: grams,
  swingUnderPullG: grams,
  forwardPerPull: (g) =>
    t('figure.grams', { g: `${g > 0 ? '+' : g < 0 ? '−' : ''}${formatFixed(Math.abs(g), 2)}` }),
  tautBeforeShareOfWeight: formatPercent,
  slackForMs: formatLength,
  freeFallMs: formatLength,
  turnedDeg: (degrees) => t('figure.degrees', { n: formatFixed(degrees, 0) }),
  restSdG: grams,
  risePerTenthShareOfWeight: formatPercent,
};

/** An event's evidence for people, in its own order. */
export function evidenceLines(evidence: readonly Evidence[]): EvidenceLine[] {
  return evidence.map(({ measure, value, bound }) => {
    const say = SAY[measure];
    return {
      what: t(`evidence.measure.${measure}`),
      figure: say(value),
      against: bound === null ? null : say(bound),
    };
  });
}
