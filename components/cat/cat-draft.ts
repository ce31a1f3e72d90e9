import type { CatDraft } from '../../lib/app/page-views';
import { formatCount } from '../../lib/words/format-number';
import { t } from '../../lib/words/words';
import { checkBodyMass } from './body-mass';

const MAX_NAME_LENGTH = 40;

export interface CatDraftCheck {
  /** Null while something is wrong. */
  draft: CatDraft | null;
  nameError: string | null;
  weightError: string | null;
}

/** Check what was typed. The weight may be empty, and may carry a comma and the unit; `keptKg` is the one kept so far. */
export function checkCatDraft(name: string, weight: string, keptKg: number | null = null): CatDraftCheck {
  const nameError = checkName(name.trim());
  const { bodyKg, error: weightError } = checkBodyMass(weight, keptKg);
  const good = nameError === null && weightError === null;
  return { draft: good ? { name: name.trim(), bodyKg } : null, nameError, weightError };
}

function checkName(name: string): string | null {
  if (name === '') return t('catDraft.noName');
  if (name.length > MAX_NAME_LENGTH)
    return t('catDraft.nameTooLong', { n: formatCount(name.length), most: formatCount(MAX_NAME_LENGTH) });
  return null;
}
