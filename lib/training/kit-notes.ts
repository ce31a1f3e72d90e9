import type { CatProfile } from '../walk/cat-profile';
import { SOURCES } from './sources';
import type { Source } from './verdict';

/** Something to know about harness, leash or tag. */
export interface KitNote {
  about: 'harness' | 'leash' | 'tag';
  text: string;
  source: Source;
}

/** Four to six feet, m (article). */
export const LEASH_SHORTEST_M = 1.2;
export const LEASH_LONGEST_M = 1.85;

/**
 * The tag with its cable may weigh this share of the cat. Ours: 130 g, 3 % of the body, shrank the ranges of cats (Coughlin
 * & van Heezik 2015), so less than that.
 */
export const TAG_SHARE = 0.02;

const TAG_SOURCE: Source = { name: 'Catpace, after Coughlin & van Heezik 2015', ours: true };

/** What there is to say about a cat's kit. Without a weight nothing is said of the tag. */
export function kitNotes(
  { leash, leashM, tagG }: Pick<CatProfile, 'leash' | 'leashM' | 'tagG'>,
  bodyKg: number | null,
): KitNote[] {
  const notes: KitNote[] = [];
  if (leash === 'retractable')
    notes.push({
      about: 'leash',
      text: 'A retractable leash is unsafe: it gives too much freedom and can tangle. Take a light nylon one of 1.2 to 1.8 m.',
      source: SOURCES.article,
    });
  if (leashM !== null && (leashM < LEASH_SHORTEST_M || leashM > LEASH_LONGEST_M))
    notes.push({
      about: 'leash',
      text: `${leashM} m is ${leashM < LEASH_SHORTEST_M ? 'short' : 'long'}: 1.2 to 1.8 m (4 to 6 feet) leaves room without tangling.`,
      source: SOURCES.article,
    });
  if (tagG !== null && bodyKg !== null && tagG > TAG_SHARE * bodyKg * 1000)
    notes.push({
      about: 'tag',
      text: `${tagG} g is ${percent(tagG / (bodyKg * 1000))} of ${bodyKg} kg. Above 2 % a tag changes how a cat moves: up to ${Math.floor(TAG_SHARE * bodyKg * 1000)} g is fine.`,
      source: TAG_SOURCE,
    });
  return notes;
}

/** Rounded up to a tenth, so that what is over a bound never reads as the bound. */
function percent(share: number): string {
  return `${(Math.ceil(Math.round(share * 1e6) / 1000) / 10).toFixed(1)} %`;
}
