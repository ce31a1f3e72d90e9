import { t } from '../../lib/words/words';
import { KILOGRAMS, readMass } from '../parts/read-mass';
import { readNumber } from '../parts/read-number';

/** Least and greatest mass that a leash's load cell can be calibrated with, kg. Ours: 100 g is lost in the noise of a 50 kg cell. */
const MIN_KG = 0.2;
const MAX_KG = 50;

const GRAMS = /\s*g$/i;

/** What was typed as a mass, in the owner's unit unless another one stands behind it, or what is wrong with it. */
export function checkMass(text: string): { massKg: number } | { error: string } {
  const typed = text.trim();
  const inGrams = GRAMS.test(typed) && !KILOGRAMS.test(typed);
  const mass = inGrams ? readNumber(typed, GRAMS) : readMass(typed);
  if (mass === null || Number.isNaN(mass)) return { error: t('massDraft.notNumber') };
  const massKg = inGrams ? mass / 1000 : mass;
  if (massKg < MIN_KG) return { error: t('massDraft.tooLight') };
  if (massKg > MAX_KG) return { error: t('massDraft.tooHeavy') };
  return { massKg };
}
