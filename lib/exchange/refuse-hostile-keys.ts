import { ExchangeError, type FilePlace } from './exchange-error';

/** Keys by which a file could change what all objects have in common. */
const HOSTILE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** Deepest that any record goes is 8. */
const DEEPEST = 32;

/** Refuses parsed JSON that has a key of the language's own, or that is nested without end. @throws ExchangeError */
export function refuseHostileKeys(data: unknown, place: FilePlace = [], depth = 0): void {
  if (typeof data !== 'object' || data === null) return;
  if (depth > DEEPEST) throw new ExchangeError(place, { code: 'too-deep' });
  if (Array.isArray(data)) {
    // Samples are lists of a hundred thousand numbers.
    for (let i = 0; i < data.length; i++) {
      const item: unknown = data[i];
      if (typeof item === 'object' && item !== null) refuseHostileKeys(item, nthOf(place, i), depth + 1);
    }
    return;
  }
  for (const key of Object.keys(data)) {
    const inner = [...place, key];
    if (HOSTILE.has(key)) throw new ExchangeError(inner, { code: 'hostile-name' });
    refuseHostileKeys((data as Record<string, unknown>)[key], inner, depth + 1);
  }
}

/** An item of the list that a place names: "walks" becomes "walks 2". */
function nthOf(place: FilePlace, index: number): FilePlace {
  const list = place.at(-1);
  return typeof list === 'string'
    ? [...place.slice(0, -1), `${list} ${index + 1}`]
    : [...place, String(index + 1)];
}
