import type { WalkEvent } from '../events/event';
import type { Badge } from './extension';

/** Toolbar badge for the walk that runs: its last event by a sign, a colour and a title in words. */
export function badgeOf(event: WalkEvent | null): Badge {
  if (!event) return { text: '●', colour: '#00795a', title: 'Catpace: a walk runs' };
  switch (event.kind) {
    case 'freeze':
      return { text: '❚❚', colour: '#53687e', title: 'Catpace: still – stop and wait' };
    case 'rest':
      return { text: '–', colour: '#53687e', title: 'Catpace: resting' };
    case 'bolt':
      return { text: '»', colour: '#b84a00', title: 'Catpace: bolted – give slack, stay calm' };
    case 'shake':
      return { text: '≈', colour: '#00795a', title: 'Catpace: shook' };
    case 'drag':
      return { text: '↔', colour: '#b84a00', title: 'Catpace: the hand pulls – give slack' };
    case 'slip-out':
      return { text: '!', colour: '#b84a00', title: 'Catpace: look at the cat – the harness may be off' };
    case 'tension':
      return event.level === 'light'
        ? { text: '~', colour: '#1b6ca8', title: 'Catpace: light tension' }
        : { text: '↔', colour: '#9a5b00', title: 'Catpace: a pull – stop, wait for slack' };
  }
}
