import { ExchangeError } from './exchange-error';

/** Keys by which a file could change what all objects have in common. */
const HOSTILE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** Deepest that any record goes is 8. */
const DEEPEST = 32;

/** Refuses parsed JSON that has a key of the language's own, or that is nested without end. @throws ExchangeError */
export function refuseHostileKeys(data: unknown, place = '', depth = 0): void {
  if (typeof data !== 'object' || data === null) return;
  if (depth > DEEPEST) throw new ExchangeError('invalid', place, 'is nested too deep');
  if (Array.isArray(data)) {
    // Samples are lists of a hundred thousand numbers.
    for (let i = 0; i < data.length; i++) {
      const item: unknown = data[i];
      if (typeof item === 'object' && item !== null)
        refuseHostileKeys(item, `${place} ${i + 1}`.trim(), depth + 1);
    }
    return;
  }
  for (const key of Object.keys(data)) {
    const inner = place ? `${place}, ${key}` : key;
    if (HOSTILE.has(key)) throw new ExchangeError('invalid', inner, 'is a name that no record has');
    refuseHostileKeys((data as Record<string, unknown>)[key], inner, depth + 1);
  }
}
