/** Standard gravity, m/s² (CGPM 1901). */
export const STANDARD_GRAVITY_MS2 = 9.80665;

const QUARTERS = ['', '¼', '½', '¾'];

/** A number of quarters as people write it, e.g. the half step 7.5: "7½". What is no quarter stays as it is. */
export function quartersText(value: number): string {
  const fraction = QUARTERS[(value % 1) * 4];
  return fraction === undefined ? String(value) : `${Math.floor(value) || ''}${fraction}` || '0';
}

/** Body weight as a force in newtons, from mass in kilograms. */
export function bodyWeightN(bodyKg: number): number {
  return bodyKg * STANDARD_GRAVITY_MS2;
}

/**
 * Body mass assumed where the owner has not given one, kg.
 * Ours: a middling domestic cat; pages that use it say "assumed".
 */
export const ASSUMED_BODY_KG = 4.5;

/** In what a mass is shown and typed. Records and files hold kilograms. */
export type MassUnit = 'kg' | 'lb';

/** In what the pull on the lead is shown: newtons, gram-force, or percent of the cat's weight. Records hold newtons. */
export type ForceUnit = 'n' | 'gf' | 'share';

/** The international avoirdupois pound of 1959, kg. */
export const KG_A_POUND = 0.45359237;

/** The ounce that sixteen make a pound of, g. */
const G_AN_OUNCE = (1000 * KG_A_POUND) / 16;

/** A mass of `kg` kilograms as a number of `unit`. */
export function massIn(kg: number, unit: MassUnit): number {
  return unit === 'lb' ? kg / KG_A_POUND : kg;
}

/** A number of `unit` in kilograms. */
export function kgFrom(mass: number, unit: MassUnit): number {
  return unit === 'lb' ? mass * KG_A_POUND : mass;
}

/** A small mass in ounces. */
export function ounces(grams: number): number {
  return grams / G_AN_OUNCE;
}

/** Ounces in grams. */
export function gramsFrom(ounces: number): number {
  return ounces * G_AN_OUNCE;
}

/** A force in grams of force. */
export function gramsForce(forceN: number): number {
  return (1000 * forceN) / STANDARD_GRAVITY_MS2;
}
