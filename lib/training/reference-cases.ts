import { SOURCES } from './sources';
import type { Source } from './verdict';

export interface ReferencePoint {
  /** Days since the first session with the harness. */
  day: number;
  /** Step of the plan that comes nearest: our reading. */
  stepNumber: number;
  /** Length, where the source gives one. */
  minutes: number | null;
  note: string;
}

/** A documented case to hold a cat's own curve against. Never a norm: each cat sets its own pace. */
export interface ReferenceCase {
  name: string;
  about: string;
  points: readonly ReferencePoint[];
  /** What came later, or at a time that the source does not give. */
  later: readonly string[];
  /** How exact the days are. */
  precision: string;
  source: Source;
}

/** The two cases of the article. */
export const REFERENCE_CASES: readonly ReferenceCase[] = [
  {
    name: 'Milo',
    about: 'Three years old, a flat without a way out.',
    points: [
      { day: 0, stepNumber: 3, minutes: null, note: 'January: the harness comes along at play.' },
      { day: 59, stepNumber: 4, minutes: 20, note: 'March: 20 minutes in the harness.' },
      {
        day: 90,
        stepNumber: 8,
        minutes: null,
        note: 'April: the fire escape. He froze, then sniffed the railing.',
      },
      {
        day: 132,
        stepNumber: 9,
        minutes: null,
        note: 'Within six weeks: short circles round the courtyard.',
      },
    ],
    later: ['Today: 15 minutes, three times a week.'],
    precision: 'The source names months only: days count from mid-month to mid-month.',
    source: SOURCES.article,
  },
  {
    name: 'Juniper',
    about: 'A rescued kitten, anxious, trained with clicker and feather toy.',
    points: [
      { day: 0, stepNumber: 2, minutes: null, note: 'Four months old: harness and clicker.' },
      { day: 30, stepNumber: 7, minutes: null, note: 'Five months old: she leads to the back door.' },
    ],
    later: ['First time outside: 90 seconds, without a bolt.', 'At two years: wooded trails.'],
    precision: 'The source names ages in months only.',
    source: SOURCES.article,
  },
];
