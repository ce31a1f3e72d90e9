import type { Mark, WalkReview } from './walk';

/** What an owner can see, hear or do with a cat, one tap each. Kept as the text of a mark of kind `sign`. */
export const BODY_SIGNS = [
  'ears-forward',
  'ears-side',
  'ears-flat',
  'tail-up',
  'tail-flicks',
  'tail-low',
  'eyes-soft',
  'pupils-wide',
  'body-loose',
  'body-low',
  'meows',
  'hisses',
  'growls',
  'chews-harness',
  'refuses-to-move',
  'sniffs',
  'checks-in',
  'treat-taken',
  'treat-refused',
  'startled-dog',
  'startled-traffic',
  'startled-person',
  'startled-noise',
  'startled-other',
] as const;

export type BodySign = (typeof BODY_SIGNS)[number];

/** Fear, anxiety, stress: 0 relaxed … 5 terrified (tampabayvets.net). */
export type StressLevel = NonNullable<WalkReview['stress']>;

/** What a person adds to a walk's timeline. */
export type NewMark =
  | { kind: 'moment' | 'button' }
  | { kind: 'note'; text: string }
  | { kind: 'sign'; text: BodySign }
  /** The level as text: "3". */
  | { kind: 'stress'; text: string };

/** What the owner saw in one walk, by time on the walk's timeline, ms. */
export interface Seen {
  signs: readonly { sign: BodySign; tMs: number }[];
  stress: readonly { level: StressLevel; tMs: number }[];
}

export const NOTHING_SEEN: Seen = { signs: [], stress: [] };

/** Signs and stress among marks; deleted ones, and what a later Catpace may call by other names, are left out. */
export function seenIn(marks: readonly Mark[]): Seen {
  const kept = marks.filter(({ deletedAtMs }) => deletedAtMs === null).sort((a, b) => a.tMs - b.tMs);
  return {
    signs: kept.flatMap(({ kind, text, tMs }) =>
      kind === 'sign' && isBodySign(text) ? [{ sign: text, tMs }] : [],
    ),
    stress: kept.flatMap(({ kind, text, tMs }) =>
      kind === 'stress' && isStress(text) ? [{ level: Number(text) as StressLevel, tMs }] : [],
    ),
  };
}

function isBodySign(text: string): text is BodySign {
  return (BODY_SIGNS as readonly string[]).includes(text);
}

function isStress(text: string): boolean {
  return /^[0-5]$/.test(text);
}
