import type { Advice, AdviceId } from '../training/verdict';
import { bodyWeightN } from '../units';
import { keyOf, t } from '../words/words';
import { formatForce } from './format-force';
import { formatReached } from './format-time';
import { signWord } from './sign-words';

/** Advice as people read it. */
export interface AdviceWords {
  /** The same as long as the advice is the same, though its figures change. */
  id: string;
  /** What is seen: "Still for 12 s." */
  seen: string;
  /** What to do: "Stop moving. Speak softly. Wait it out. Never drag." */
  todo: string;
  tone: Advice['tone'];
}

/** The sentences of an advice. */
export function adviceWords(advice: Advice): AdviceWords {
  const { id, tone, handPulls } = advice;
  const todo =
    id === 'tension-pull' && handPulls ? t('advice.todo.hand_pulls') : t(`advice.todo.${keyOf(id)}`);
  return { id, seen: seenWords(advice.seen), todo, tone };
}

/** What a piece of advice asked for, by the name that a walk's record has of it; a later Catpace's is called by its name. */
export function adviceTodo(id: string): string {
  return t(`advice.todo.${keyOf(id as AdviceId)}`) || id;
}

function seenWords(seen: Advice['seen']): string {
  switch (seen.code) {
    case 'dash':
    case 'taut-while-still':
    case 'shake':
    case 'slack-at-once':
    case 'much-meowing':
      return t(`advice.seen.${keyOf(seen.code)}`);
    case 'still':
    case 'still-refused':
    case 'time-reached':
    case 'time-over':
      return t(`advice.seen.${keyOf(seen.code)}`, { length: formatReached(seen.ms) });
    case 'pull':
      return seen.peakN === null
        ? t(`advice.seen.unmeasured.${seen.level}`)
        : t(`advice.seen.measured.${seen.level}`, {
            // The two figures of the peak tell the cat's weight.
            force: formatForce(seen.peakN, seen.peakN / bodyWeightN(seen.peakShareOfWeight)),
          });
    case 'sign':
      return t('advice.seen.sign', { sign: signWord(seen.sign) });
    case 'stress':
      return t('advice.seen.stress', { level: seen.level });
  }
}
