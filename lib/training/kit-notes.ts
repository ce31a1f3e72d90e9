import type { CatProfile } from '../walk/cat-profile';
import { SOURCES } from './sources';
import type { Source } from './verdict';

/** Something to know about leash or tag. */
export type KitNote = { source: Source } & (
  | { about: 'leash'; code: 'leash-retractable' }
  | { about: 'leash'; code: 'leash-short' | 'leash-long'; leashM: number }
  | {
      about: 'tag';
      code: 'tag-heavy';
      tagG: number;
      bodyKg: number;
      /** The tag's share of the cat, 0–1: up to the next tenth of a percent, so that what is over a bound never reads as it. */
      share: number;
      /** What is fine: as a share, and in whole g for this cat. */
      fineShare: number;
      fineG: number;
    }
);

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
  const { article } = SOURCES;
  if (leash === 'retractable') notes.push({ about: 'leash', code: 'leash-retractable', source: article });
  if (leashM !== null && leashM < LEASH_SHORTEST_M)
    notes.push({ about: 'leash', code: 'leash-short', leashM, source: article });
  if (leashM !== null && leashM > LEASH_LONGEST_M)
    notes.push({ about: 'leash', code: 'leash-long', leashM, source: article });
  if (tagG !== null && bodyKg !== null && tagG > TAG_SHARE * bodyKg * 1000)
    notes.push({
      about: 'tag',
      code: 'tag-heavy',
      tagG,
      bodyKg,
      share: roundedUp(tagG / (bodyKg * 1000)),
      fineShare: TAG_SHARE,
      fineG: Math.floor(TAG_SHARE * bodyKg * 1000),
      source: TAG_SOURCE,
    });
  return notes;
}

function roundedUp(share: number): number {
  return Math.ceil(Math.round(share * 1e6) / 1000) / 1000;
}
