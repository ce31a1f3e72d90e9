import type { ActivityState, TensionLevel, WalkEvent } from '../events/event';

/** The four meanings of Catpace; stillness, which is none of them; and plain facts. Each has a colour, a shape and a word. */
export type Tone = 'calm' | 'light' | 'pull' | 'stop' | 'still' | 'plain';

export const LEVEL_TONE: Readonly<Record<TensionLevel, Tone>> = {
  slack: 'calm',
  light: 'light',
  pull: 'pull',
  hard: 'stop',
  lunge: 'stop',
};

export const LEVEL_WORD: Readonly<Record<TensionLevel, string>> = {
  slack: 'Slack',
  light: 'Light',
  pull: 'Pull',
  hard: 'Hard pull',
  lunge: 'Lunge',
};

/** What the lead does, as a phrase beside the number. */
export const LEVEL_PHRASE: Readonly<Record<TensionLevel, string>> = {
  slack: 'The lead hangs loose',
  light: 'A light touch on the lead',
  pull: 'The lead is pulling',
  hard: 'The lead pulls hard',
  lunge: 'A lunge on the lead',
};

export const ACTIVITY_WORD: Readonly<Record<ActivityState, string>> = {
  moving: 'Moving',
  still: 'Still',
  unknown: 'Not known',
};

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

const EVENT_WORD: Readonly<Record<Exclude<WalkEvent['kind'], 'tension'>, string>> = {
  freeze: 'Still',
  rest: 'Resting',
  bolt: 'Bolt',
  drag: 'Pull while still',
  shake: 'Shake',
  'slip-out': 'Possible slip-out',
};

/** The event's name on screen. A freeze reads "Still": whether it is fear is the owner's to judge. */
export function eventWord(event: WalkEvent): string {
  if (event.kind !== 'tension') return EVENT_WORD[event.kind];
  return event.level === 'light' ? 'Light touch' : LEVEL_WORD[event.level];
}
