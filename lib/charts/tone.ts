import type { ActivityState, TensionLevel, WalkEvent } from '../events/event';
import { keyOf, t } from '../words/words';

/** The four meanings of Catpace; stillness, which is none of them; and plain facts. Each has a colour, a shape and a word. */
export type Tone = 'calm' | 'light' | 'pull' | 'stop' | 'still' | 'plain';

export const LEVEL_TONE: Readonly<Record<TensionLevel, Tone>> = {
  slack: 'calm',
  light: 'light',
  pull: 'pull',
  hard: 'stop',
  lunge: 'stop',
};

export function levelWord(level: TensionLevel): string {
  return t(`level.${level}`);
}

/** What the lead does, as a phrase beside the number. */
export function leadPhrase(level: TensionLevel): string {
  return t(`lead.${level}`);
}

/** What the cat does, in a word. */
export function activityWord(activity: ActivityState | 'bolting' | 'shaking'): string {
  return t(`cat.${activity}`);
}

const EVENT_TONE: Readonly<Record<Exclude<WalkEvent['kind'], 'tension'>, Tone>> = {
  freeze: 'still',
  rest: 'still',
  bolt: 'stop',
  drag: 'stop',
  shake: 'plain',
  'slip-out': 'stop',
};

export function eventTone(event: WalkEvent): Tone {
  return event.kind === 'tension' ? LEVEL_TONE[event.level] : EVENT_TONE[event.kind];
}

/** The event's name on screen. A freeze reads "Still": whether it is fear is the owner's to judge. */
export function eventWord(event: WalkEvent): string {
  if (event.kind !== 'tension') return t(`event.${keyOf(event.kind)}`);
  return event.level === 'light' ? t('level.lightTouch') : levelWord(event.level);
}
