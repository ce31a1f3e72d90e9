import { SOURCES } from './sources';
import type { Source } from './verdict';

/** What a documented case tells of a moment. */
export type ReferenceNote =
  'milo-harness' | 'milo-longer' | 'milo-fire-escape' | 'milo-courtyard' | 'juniper-harness' | 'juniper-door';

export interface ReferencePoint {
  /** Days since the first session with the harness. */
  day: number;
  /** Step of the plan that comes nearest: our reading. */
  stepNumber: number;
  /** Length, where the source gives one. */
  minutes: number | null;
  note: ReferenceNote;
}

/** A documented case to hold a cat's own curve against. Never a norm: each cat sets its own pace. */
export interface ReferenceCase {
  name: string;
  points: readonly ReferencePoint[];
  source: Source;
}

/** The two cases of the article. */
export const REFERENCE_CASES: readonly ReferenceCase[] = [
  // Three years old, a flat without a way out. The source names months only: days count from mid-month to mid-month. Later: 15
  // minutes, three times a week.
  {
    name: 'Milo',
    points: [
      { day: 0, stepNumber: 3, minutes: null, note: 'milo-harness' },
      { day: 59, stepNumber: 4, minutes: 20, note: 'milo-longer' },
      { day: 90, stepNumber: 8, minutes: null, note: 'milo-fire-escape' },
      { day: 132, stepNumber: 9, minutes: null, note: 'milo-courtyard' },
    ],
    source: SOURCES.article,
  },
  // A rescued kitten, anxious, trained with clicker and feather toy. The source names ages in months only. Later: first time
  // outside for 90 seconds, without a bolt; at two years wooded trails.
  {
    name: 'Juniper',
    points: [
      { day: 0, stepNumber: 2, minutes: null, note: 'juniper-harness' },
      { day: 30, stepNumber: 7, minutes: null, note: 'juniper-door' },
    ],
    source: SOURCES.article,
  },
];
