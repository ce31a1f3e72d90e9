import type { WalkEvent } from '../events/event';
import { keyOf, t } from '../words/words';

/** What an owner calls a kind of event. */
export function kindWord(kind: WalkEvent['kind']): string {
  return t(`kind.${keyOf(kind)}`);
}

/** Every kind, so that a new one is not forgotten: what a menu offers, in its order. */
const CHOICES: Readonly<Record<WalkEvent['kind'], true>> = {
  freeze: true,
  bolt: true,
  tension: true,
  drag: true,
  shake: true,
  rest: true,
  'slip-out': true,
};

/** The kinds that a menu offers, the frequent ones first. */
export const KIND_CHOICES = Object.keys(CHOICES) as readonly WalkEvent['kind'][];
