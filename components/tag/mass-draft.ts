import { t } from '../../lib/words/words';
/** Least and greatest mass that a leash's load cell can be calibrated with, kg. Ours: 100 g is lost in the noise of a 50 kg cell. */
const MIN_KG = 0.2;
const MAX_KG = 50;

/** What was typed as kilograms, or what is wrong with it. A comma and the unit may be there. */
export function checkMass(text: string): { massKg: number } | { error: string } {
  const [, number = '', unit = 'kg'] = /^(\d*[.,]?\d+)\s*(kg|g)?$/i.exec(text.trim()) ?? [];
  if (number === '') return { error: t('massDraft.notNumber') };
  const massKg = Number(number.replace(',', '.')) / (unit.toLowerCase() === 'g' ? 1000 : 1);
  if (massKg < MIN_KG) return { error: t('massDraft.tooLight') };
  if (massKg > MAX_KG) return { error: t('massDraft.tooHeavy') };
  return { massKg };
}
