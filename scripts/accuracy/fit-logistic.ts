import { solve } from './solve';

/** One case: what is known of it, and the answer. */
export interface LogisticRow {
  x: readonly number[];
  yes: boolean;
}

/** Log-odds (natural) of yes: bias, and one weight for each column; rounded to two places. */
export interface LogisticModel<Name extends string> {
  bias: number;
  weights: Record<Name, number>;
}

/** Logistic regression by Newton's method with a slight pull of the weights towards zero. */
export function fitLogistic<Name extends string>(
  rows: readonly LogisticRow[],
  names: readonly Name[],
  ridge: number,
): LogisticModel<Name> {
  let b = new Float64Array(names.length + 1);
  for (let round = 0; round < 12; round++) {
    const gradient = Float64Array.from(b, (value, i) => (i === 0 ? 0 : -ridge * value));
    const hessian = Array.from(b, (_, i) => {
      const row = new Float64Array(b.length);
      row[i] = i === 0 ? 1e-9 : ridge;
      return row;
    });
    for (const { x, yes } of rows) {
      let odds = b[0]!;
      for (let i = 0; i < x.length; i++) odds += x[i]! * b[i + 1]!;
      const chance = 1 / (1 + Math.exp(-odds));
      for (let i = 0; i < b.length; i++) {
        const xi = i === 0 ? 1 : x[i - 1]!;
        gradient[i]! += ((yes ? 1 : 0) - chance) * xi;
        for (let j = 0; j < b.length; j++)
          hessian[i]![j]! += chance * (1 - chance) * xi * (j === 0 ? 1 : x[j - 1]!);
      }
    }
    const step = solve(hessian, gradient);
    b = b.map((value, i) => value + step[i]!);
  }
  const round = (value: number): number => Math.round(100 * value) / 100;
  return {
    bias: round(b[0]!),
    weights: Object.fromEntries(names.map((name, i) => [name, round(b[i + 1]!)])) as Record<Name, number>,
  };
}
