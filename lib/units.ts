/** Standard gravity, m/s² (CGPM 1901). */
export const STANDARD_GRAVITY_MS2 = 9.80665;

/** Body weight as a force in newtons, from mass in kilograms. */
export function bodyWeightN(bodyKg: number): number {
  return bodyKg * STANDARD_GRAVITY_MS2;
}

/**
 * Body mass assumed where the owner has not given one, kg.
 * Ours: a middling domestic cat; pages that use it say "assumed".
 */
export const ASSUMED_BODY_KG = 4.5;
