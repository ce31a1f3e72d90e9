/** A figure rounded to so many decimals; null stays null. */
export function rounded<Figure extends number | null>(value: Figure, decimals: number): Figure {
  return (value === null ? null : Number(value.toFixed(decimals))) as Figure;
}

/** Milliseconds as seconds, to the millisecond; null stays null. */
export function seconds<Ms extends number | null>(ms: Ms): Ms {
  return rounded((ms === null ? null : ms / 1000) as Ms, 3);
}
