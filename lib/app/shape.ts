/**
 * Does a value that came from elsewhere have a shape? Never throws. Written by hand, because the popup reads it and
 * valibot would weigh several times as much; files, where a sentence has to say what is wrong, are checked by valibot.
 */
export type Check = (value: unknown) => boolean;

/** Letters of one text, and parts of one list, at most. Ours: far above what any walk has, far below what hurts. */
const MAX_TEXT = 10_000;
const MAX_LIST = 200;

export const text: Check = (value) => typeof value === 'string' && value.length <= MAX_TEXT;
/** NaN is a number, too: what was never measured. */
export const number: Check = (value) => typeof value === 'number';
export const flag: Check = (value) => typeof value === 'boolean';

/** One of these words: all that the type knows, so that a new one cannot be forgotten here. */
export function oneOf<T extends string>(words: Readonly<Record<T, true>>): Check {
  return (value) => typeof value === 'string' && Object.hasOwn(words, value);
}

export function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

export function orAbsent(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.length <= MAX_LIST && value.every(check);
}

/** A plain object with these fields and no others: another version of Catpace may mean something else by it. */
export function shapeOf<T extends object>(fields: { readonly [K in keyof T]-?: Check }): Check {
  const checks = Object.entries<Check>(fields);
  return (value) => {
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
      return false;
    const known = Object.keys(value).every((key) => Object.hasOwn(fields, key));
    return known && checks.every(([key, check]) => check((value as Record<string, unknown>)[key]));
  };
}

/** One of several shapes, told apart by a word in one of its fields. */
export function shapeBy<T extends object>(
  field: keyof T & string,
  shapes: Readonly<Record<string, Check>>,
): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const word = (value as Record<string, unknown>)[field];
    return typeof word === 'string' && Object.hasOwn(shapes, word) && shapes[word]!(value);
  };
}
