import { kgFrom, type MassUnit } from '../../lib/units';
import { massUnit } from '../../lib/words/units-in-use';
import { readNumber } from './read-number';

export const KILOGRAMS = /\s*(kg|kilos?)\.?$/i;
const POUNDS = /\s*(lbs?|pounds?)\.?$/i;

/** A mass that was typed, kg: in the owner's unit unless another one stands behind it. Null when empty, NaN when it is none. */
export function readMass(text: string): number | null {
  const typed = text.trim();
  const unit: MassUnit = POUNDS.test(typed) ? 'lb' : KILOGRAMS.test(typed) ? 'kg' : massUnit();
  const mass = readNumber(typed, unit === 'lb' ? POUNDS : KILOGRAMS);
  // To the gram: what the conversion adds beyond it is no measurement.
  return mass === null ? null : Math.round(1000 * kgFrom(mass, unit)) / 1000;
}
