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
