import type { WalkEvent } from '../events/event';
import type { BodySign, Seen } from '../walk/body-sign';
import { SOURCES } from './sources';
import type { Source } from './verdict';

/** What a struggle in this session asks of the next one. */
export type NextTimeCode = 'slip-out' | 'too-much' | 'chews-harness' | 'refuses-to-move';

export interface NextTime {
  code: NextTimeCode;
  source: Source;
}

const ON_SIGN: Partial<Record<BodySign, NextTimeCode>> = {
  hisses: 'too-much',
  growls: 'too-much',
  'chews-harness': 'chews-harness',
  'refuses-to-move': 'refuses-to-move',
};

/** The most serious first. */
const ORDER: readonly NextTimeCode[] = ['slip-out', 'too-much', 'chews-harness', 'refuses-to-move'];

/**
 * What the article's table of struggles says for the next session, from what was found and marked in this one. What it says for
 * the moment itself is `adviseNow`'s.
 * @param events as the owner sees them: what was said not to be so is no longer among them
 */
export function nextTime(events: readonly WalkEvent[], { signs }: Seen): NextTime[] {
  const found = new Set<NextTimeCode | undefined>(signs.map(({ sign }) => ON_SIGN[sign]));
  if (events.some(({ kind }) => kind === 'slip-out')) found.add('slip-out');
  return ORDER.filter((code) => found.has(code)).map((code) => ({ code, source: SOURCES.article }));
}
