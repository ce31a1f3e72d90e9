import type { CatProfile, HarnessKind, LeashKind } from '../../lib/walk/cat-profile';
import { formatCount, formatFixed, formatUpTo } from '../../lib/words/format-number';
import { t } from '../../lib/words/words';
import { readNumber } from '../parts/read-number';
import { bodyMassText } from './body-mass';
import { checkCatDraft } from './cat-draft';
import { checkTagMass, tagMassText } from './tag-mass';

/** The form of a cat as it was typed. It is kept as it is, right or wrong. */
export interface TypedProfile {
  name: string;
  weight: string;
  /** The weight that the form was opened with, kg: while its text stays, it stays. */
  keptKg: number | null;
  birthDay: string;
  harness: HarnessKind | 'collar' | null;
  leash: LeashKind | null;
  leashLength: string;
  tagWeight: string;
  /** The tag's weight that the form was opened with, g: while its text stays, it stays. */
  keptTagG: number | null;
  notes: string;
}

export type ProfileField = Exclude<keyof TypedProfile, 'keptKg' | 'keptTagG'>;

/** What the form means, once nothing is wrong with it. */
export interface ProfileDraft {
  name: string;
  bodyKg: number | null;
  profile: Pick<CatProfile, 'birthDay' | 'harness' | 'leash' | 'leashM' | 'tagG' | 'notes'>;
}

export interface ProfileCheck {
  /** Null while something is wrong. */
  draft: ProfileDraft | null;
  errors: Partial<Record<ProfileField, string>>;
}

export const MAX_NOTES = 2000;
/** The oldest cat on record reached 38 years. */
const OLDEST_YEARS = 40;
const M_PER_FOOT = 0.3048;
/** A length as an example of how one is written, m. */
export const EXAMPLE_LEASH_M = 1.5;
/** Ours: beyond these a leash was mistyped. */
const LEASH_M = { min: 0.5, max: 15 };

/** The form as it stands for a cat. */
export function typedFrom(cat: { name: string; bodyKg: number | null }, profile: CatProfile): TypedProfile {
  const text = (value: number | null): string => (value === null ? '' : formatUpTo(value, 2));
  return {
    name: cat.name,
    weight: bodyMassText(cat.bodyKg),
    keptKg: cat.bodyKg,
    birthDay: profile.birthDay ?? '',
    harness: profile.harness,
    leash: profile.leash,
    leashLength: text(profile.leashM),
    tagWeight: tagMassText(profile.tagG),
    keptTagG: profile.tagG,
    notes: profile.notes,
  };
}

/** Check what was typed. `today` is the day where the owner is, "2026-03-14". */
export function checkProfile(typed: TypedProfile, today: string): ProfileCheck {
  const errors: ProfileCheck['errors'] = {};
  const basics = checkCatDraft(typed.name, typed.weight, typed.keptKg);
  if (basics.nameError) errors.name = basics.nameError;
  if (basics.weightError) errors.weight = basics.weightError;
  const birthError = checkBirthDay(typed.birthDay, today);
  if (birthError) errors.birthDay = birthError;
  if (typed.harness === 'collar') errors.harness = t('catDraft.collar');
  const leashM = readLength(typed.leashLength);
  if (leashM !== null && !(leashM >= LEASH_M.min && leashM <= LEASH_M.max))
    errors.leashLength = Number.isNaN(leashM)
      ? t('catDraft.leashNotNumber', { example: formatFixed(EXAMPLE_LEASH_M, 1) })
      : t('catDraft.leashOutside', bounds(typed.leashLength, LEASH_M));
  const { tagG, error: tagError } = checkTagMass(typed.tagWeight, typed.keptTagG);
  if (tagError) errors.tagWeight = tagError;
  const notes = typed.notes.trim();
  if (notes.length > MAX_NOTES)
    errors.notes = t('catDraft.notesTooLong', { n: formatCount(notes.length), most: formatCount(MAX_NOTES) });
  if (Object.keys(errors).length > 0 || !basics.draft) return { draft: null, errors };
  const { harness } = typed;
  return {
    draft: {
      ...basics.draft,
      profile: {
        birthDay: typed.birthDay === '' ? null : typed.birthDay,
        harness: harness === 'collar' ? null : harness,
        leash: typed.leash,
        leashM,
        tagG,
        notes,
      },
    },
    errors,
  };
}

/** What was typed, and what would be taken. */
function bounds(typed: string, { min, max }: { min: number; max: number }) {
  return { typed: typed.trim(), least: formatUpTo(min, 1), most: formatUpTo(max, 1) };
}

/** "1.5", "1,5 m" and "5 ft" in metres to the centimetre; null when empty, NaN when it is no number. */
function readLength(text: string): number | null {
  if (/(ft|feet|foot|')\s*$/i.test(text)) {
    const feet = readNumber(text, /\s*(ft|feet|foot|')\s*$/i);
    return feet === null ? NaN : Math.round(feet * M_PER_FOOT * 100) / 100;
  }
  return readNumber(text, /\s*m$/i);
}

function checkBirthDay(day: string, today: string): string | null {
  if (day === '') return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) return t('catDraft.noDate');
  if (day > today) return t('catDraft.dayToCome');
  if (Number(today.slice(0, 4)) - Number(day.slice(0, 4)) > OLDEST_YEARS)
    return t('catDraft.tooOld', { years: formatCount(OLDEST_YEARS) });
  return null;
}
