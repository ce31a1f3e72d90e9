import type { BodySign, StressLevel } from '../walk/body-sign';
import type { Mark } from '../walk/walk';

/** A sign where it stands alone, in a list or on a timeline. */
export const SIGN_WORD: Readonly<Record<BodySign, string>> = {
  'ears-forward': 'Ears forward',
  'ears-side': 'Ears to the side',
  'ears-flat': 'Ears flat',
  'tail-up': 'Tail up',
  'tail-flicks': 'Tail flicks',
  'tail-low': 'Tail low or tucked',
  'eyes-soft': 'Soft eyes',
  'pupils-wide': 'Wide pupils',
  'body-loose': 'Body loose',
  'body-low': 'Body low',
  meows: 'Meows',
  hisses: 'Hisses',
  growls: 'Growls',
  'chews-harness': 'Chews the harness',
  'refuses-to-move': 'Refuses to move',
  sniffs: 'Sniffs',
  'checks-in': 'Checks in with you',
  'treat-taken': 'Treat taken',
  'treat-refused': 'Treat refused',
  'startled-dog': 'Startled by a dog',
  'startled-traffic': 'Startled by traffic',
  'startled-person': 'Startled by a person',
  'startled-noise': 'Startled by a noise',
  'startled-other': 'Startled by something',
};

/** Signs as a panel shows them: under a heading, in as few words as that leaves. */
export const SIGN_GROUPS: readonly {
  name: string;
  signs: readonly { sign: BodySign; word: string }[];
}[] = [
  {
    name: 'Ears',
    signs: [
      { sign: 'ears-forward', word: 'Forward' },
      { sign: 'ears-side', word: 'To the side' },
      { sign: 'ears-flat', word: 'Flat' },
    ],
  },
  {
    name: 'Tail',
    signs: [
      { sign: 'tail-up', word: 'Up' },
      { sign: 'tail-flicks', word: 'Flicks' },
      { sign: 'tail-low', word: 'Low or tucked' },
    ],
  },
  {
    name: 'Eyes',
    signs: [
      { sign: 'eyes-soft', word: 'Soft' },
      { sign: 'pupils-wide', word: 'Wide pupils' },
    ],
  },
  {
    name: 'Body',
    signs: [
      { sign: 'body-loose', word: 'Loose' },
      { sign: 'body-low', word: 'Low' },
    ],
  },
  {
    name: 'Voice',
    signs: [
      { sign: 'meows', word: 'Meows' },
      { sign: 'hisses', word: 'Hisses' },
      { sign: 'growls', word: 'Growls' },
    ],
  },
  {
    name: 'Food',
    signs: [
      { sign: 'treat-taken', word: 'Taken' },
      { sign: 'treat-refused', word: 'Refused' },
    ],
  },
  {
    name: 'Does',
    signs: [
      { sign: 'sniffs', word: 'Sniffs' },
      { sign: 'checks-in', word: 'Checks in' },
      { sign: 'refuses-to-move', word: 'Refuses to move' },
      { sign: 'chews-harness', word: 'Chews the harness' },
    ],
  },
  {
    name: 'Startled by',
    signs: [
      { sign: 'startled-dog', word: 'A dog' },
      { sign: 'startled-traffic', word: 'Traffic' },
      { sign: 'startled-person', word: 'A person' },
      { sign: 'startled-noise', word: 'A noise' },
      { sign: 'startled-other', word: 'Other' },
    ],
  },
];

/** Levels of the scale: 0–1 green, 2–3 slow down, 4–5 stop (tampabayvets.net). The words are ours. */
export const STRESS_LEVELS: readonly { level: StressLevel; word: string; sign: string }[] = [
  { level: 0, word: 'Relaxed', sign: 'Soft eyes, tail up or loose, explores.' },
  { level: 1, word: 'Alert', sign: 'Looks and listens, then goes on.' },
  { level: 2, word: 'Unsure', sign: 'Low body, tail flicks, stops often.' },
  { level: 3, word: 'Tense', sign: 'Ears to the side, wide pupils, hesitates to eat.' },
  { level: 4, word: 'Afraid', sign: 'Crouched, ears flat, wants to hide.' },
  { level: 5, word: 'Terrified', sign: 'Frozen flat or fighting, hisses, cannot be reached.' },
];

/** A mark's name in a list. A sign that this Catpace does not know is called as it was kept. */
export function markWord({ kind, text }: Pick<Mark, 'kind' | 'text'>): string {
  switch (kind) {
    case 'moment':
      return 'Marked moment';
    case 'note':
      return 'Note';
    case 'button':
      return 'Button on the tag';
    case 'sign':
      return SIGN_WORD[text as BodySign] ?? text;
    case 'stress': {
      const level = STRESS_LEVELS.find((each) => String(each.level) === text);
      return level ? `Stress ${level.level}: ${level.word.toLowerCase()}` : `Stress ${text}`;
    }
  }
}

/** What a mark says beyond its name. */
export function markDetail({ kind, text }: Pick<Mark, 'kind' | 'text'>): string {
  return kind === 'note' ? text : '';
}
