import { adviceWords, type AdviceWords } from '../charts/advice-words';
import type { WalkEvent } from '../events/event';
import { adviseOn } from '../training/advise';

/** What is seen in an event and what to do about it, in words. @param nowMs walk time; left out for an event that is over. */
export function adviceOn(event: WalkEvent, nowMs?: number): AdviceWords {
  return adviceWords(adviseOn(event, nowMs));
}
