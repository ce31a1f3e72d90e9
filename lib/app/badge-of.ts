import type { WalkEvent } from '../events/event';
import { keyOf, t } from '../words/words';
import type { Badge } from './extension';

type Sign = Pick<Badge, 'text' | 'colour'>;

const SIGN: Readonly<Record<Exclude<WalkEvent['kind'], 'tension'>, Sign>> = {
  freeze: { text: '❚❚', colour: '#53687e' },
  rest: { text: '–', colour: '#53687e' },
  bolt: { text: '»', colour: '#b84a00' },
  shake: { text: '≈', colour: '#00795a' },
  drag: { text: '↔', colour: '#b84a00' },
  'slip-out': { text: '!', colour: '#b84a00' },
};

/** Toolbar badge for the walk that runs: its last event by a sign, a colour and a title in words. */
export function badgeOf(event: WalkEvent | null): Badge {
  if (!event) return { text: '●', colour: '#00795a', title: t('badge.walking') };
  if (event.kind !== 'tension') return { ...SIGN[event.kind], title: t(`badge.${keyOf(event.kind)}`) };
  return event.level === 'light'
    ? { text: '~', colour: '#1b6ca8', title: t('badge.lightTouch') }
    : { text: '↔', colour: '#9a5b00', title: t('badge.pull') };
}
