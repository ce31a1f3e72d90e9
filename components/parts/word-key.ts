import { plainKey } from './plain-key';

/** What a key says of an event: Y it was so, N it was not, U takes the last word back. */
const WORD_KEYS = { y: 'confirm', n: 'reject', u: 'undo' } as const;

/** Null for every other key, and where something is being typed. */
export function wordKey(event: KeyboardEvent): 'confirm' | 'reject' | 'undo' | null {
  const key = plainKey(event);
  return key === 'y' || key === 'n' || key === 'u' ? WORD_KEYS[key] : null;
}
