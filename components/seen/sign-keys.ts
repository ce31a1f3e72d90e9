import type { BodySign, StressLevel } from '../../lib/walk/body-sign';

/** One key a sign. M, Y, N, U, A, comma, point and Space are taken: by marking, by the words on events, by the replay. W writes a note. */
export const SIGN_KEY: Readonly<Record<BodySign, string>> = {
  'ears-forward': 'f',
  'ears-side': 'e',
  'ears-flat': 'l',
  'tail-up': 'q',
  'tail-flicks': 'k',
  'tail-low': 'z',
  'eyes-soft': 'o',
  'pupils-wide': 'p',
  'body-loose': 'j',
  'body-low': 'c',
  meows: 'v',
  hisses: 'h',
  growls: 'g',
  'chews-harness': 'x',
  'refuses-to-move': 'r',
  sniffs: 's',
  'checks-in': 'i',
  'treat-taken': 't',
  'treat-refused': 'd',
  'startled-dog': '6',
  'startled-traffic': '7',
  'startled-person': '8',
  'startled-noise': '9',
  'startled-other': 'b',
};

/** What a key marks: a sign, a level of stress (0–5), taking the last one back, or the start of a note. */
export type SignKey =
  { sign: BodySign } | { stress: StressLevel } | { takeBack: true } | { note: true } | null;

const SIGN_OF_KEY = new Map(Object.entries(SIGN_KEY).map(([sign, key]) => [key, sign as BodySign]));

/** @param key a key that means itself (`plainKey`); null: none. */
export function signKey(key: string | null): SignKey {
  if (key === null) return null;
  const sign = SIGN_OF_KEY.get(key);
  if (sign) return { sign };
  if (/^[0-5]$/.test(key)) return { stress: Number(key) as StressLevel };
  if (key === 'backspace') return { takeBack: true };
  return key === 'w' ? { note: true } : null;
}
