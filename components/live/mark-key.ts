import { plainKey } from '../parts/plain-key';

/** The one key that marks a moment: M, where nothing is being typed. */
export function isMarkKey(event: KeyboardEvent): boolean {
  return plainKey(event) === 'm';
}
