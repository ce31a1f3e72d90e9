import type { BodySign, StressLevel } from '../walk/body-sign';
import type { Mark } from '../walk/walk';
import { keyOf, t } from '../words/words';

/** A sign where it stands alone, in a list or on a timeline. */
export function signWord(sign: BodySign): string {
  return t(`sign.${keyOf(sign)}`);
}

/** A sign under the heading of its group, in as few words as that leaves. */
export function signUnderHeading(sign: BodySign): string {
  return t(`signUnder.${keyOf(sign)}`);
}

/** Signs as a panel shows them, each group under its heading (`t('signGroup…')`). */
export const SIGN_GROUPS = [
  { heading: 'ears', signs: ['ears-forward', 'ears-side', 'ears-flat'] },
  { heading: 'tail', signs: ['tail-up', 'tail-flicks', 'tail-low'] },
  { heading: 'eyes', signs: ['eyes-soft', 'pupils-wide'] },
  { heading: 'body', signs: ['body-loose', 'body-low'] },
  { heading: 'voice', signs: ['meows', 'hisses', 'growls'] },
  { heading: 'food', signs: ['treat-taken', 'treat-refused'] },
  { heading: 'does', signs: ['sniffs', 'checks-in', 'refuses-to-move', 'chews-harness'] },
  {
    heading: 'startledBy',
    signs: ['startled-dog', 'startled-traffic', 'startled-person', 'startled-noise', 'startled-other'],
  },
] as const satisfies readonly { heading: string; signs: readonly BodySign[] }[];

/** Levels of the scale: 0–1 green, 2–3 slow down, 4–5 stop (tampabayvets.net). The words are ours. */
export const STRESS_LEVELS: readonly StressLevel[] = [0, 1, 2, 3, 4, 5];

/** A level of stress in a word, and what one sees of it. */
export function stressWords(level: StressLevel): { word: string; sign: string } {
  return { word: t(`stress.level${level}.word`), sign: t(`stress.level${level}.sign`) };
}

/** A mark's name in a list. A sign that this Catpace does not know is called as it was kept. */
export function markWord({ kind, text }: Pick<Mark, 'kind' | 'text'>): string {
  switch (kind) {
    case 'moment':
    case 'note':
    case 'button':
      return t(`mark.${kind}`);
    case 'sign':
      return isSign(text) ? signWord(text) : text;
    case 'stress': {
      const level = STRESS_LEVELS.find((each) => String(each) === text);
      return level === undefined ? t('mark.stress', { level: text }) : t(`stress.level${level}.mark`);
    }
  }
}

function isSign(text: string): text is BodySign {
  return SIGN_GROUPS.some(({ signs }) => (signs as readonly string[]).includes(text));
}

/** What a mark says beyond its name. */
export function markDetail({ kind, text }: Pick<Mark, 'kind' | 'text'>): string {
  return kind === 'note' ? text : '';
}
