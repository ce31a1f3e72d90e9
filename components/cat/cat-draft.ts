import type { CatDraft } from '../../lib/app/page-views';

/** Lightest and heaviest cat that is believed, kg. Ours: a small kitten in a harness; the heaviest breeds and then some. */
const MIN_KG = 0.5;
const MAX_KG = 20;
const MAX_NAME_LENGTH = 40;

export interface CatDraftCheck {
  /** Null while something is wrong. */
  draft: CatDraft | null;
  nameError: string | null;
  weightError: string | null;
}

/** Check what was typed. The weight may be empty, and may carry a comma and the unit. */
export function checkCatDraft(name: string, weight: string): CatDraftCheck {
  const nameError = checkName(name.trim());
  const text = weight
    .trim()
    .replace(/\s*kg$/i, '')
    .replace(',', '.');
  const bodyKg = text === '' ? null : /^\d+(\.\d+)?$|^\.\d+$/.test(text) ? Number(text) : NaN;
  const weightError = bodyKg === null ? null : checkWeight(bodyKg);
  const good = nameError === null && weightError === null;
  return { draft: good ? { name: name.trim(), bodyKg } : null, nameError, weightError };
}

function checkName(name: string): string | null {
  if (name === '') return 'Give the cat a name. Any name will do.';
  if (name.length > MAX_NAME_LENGTH)
    return `This name has ${name.length} letters. Up to ${MAX_NAME_LENGTH} fit.`;
  return null;
}

function checkWeight(kg: number): string | null {
  if (Number.isNaN(kg)) return 'Write the weight as a number of kilograms, such as 4.5. Or leave it empty.';
  if (kg < MIN_KG)
    return `${kg} kg is too light for a cat in a harness. Most cats weigh 3 to 7 kg. Not sure? Leave it empty.`;
  if (kg > MAX_KG)
    return `${kg} kg is too heavy for a cat: is it in grams or pounds? Most cats weigh 3 to 7 kg. Not sure? Leave it empty.`;
  return null;
}
