/** Numbers that look random and repeat with their seed. */
export interface SeededRandom {
  /** Evenly from [from, to). */
  between(from: number, to: number): number;
  /** Mean 0, standard deviation 1. */
  gaussian(): number;
}

/**
 * sfc32, Chris Doty-Humphrey's small fast counting generator (PractRand), 128 bits of state, seeded from one number by
 * running it in.
 */
export function createRandom(seed: number): SeededRandom {
  let a = seed >>> 0;
  let b = Math.floor(seed / 2 ** 32) >>> 0;
  let c = 0x9e3779b9;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i += 1) next();

  return {
    between: (from, to) => from + next() * (to - from),
    // Box–Muller; 1 − next() is never 0.
    gaussian: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
