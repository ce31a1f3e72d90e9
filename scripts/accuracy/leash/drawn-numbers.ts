import { seeded } from '../../../tests/support/synthetic-trace';

/** Numbers of one seed, in the shapes that a model asks for. */
export class DrawnNumbers {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.#next();
  }

  /** Even on a logarithmic scale: for what ranges over more than a factor of three. */
  scale(low: number, high: number): number {
    return low * (high / low) ** this.#next();
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** Mean 0, standard deviation 1 (sum of four even ones: no outliers beyond ±3.5). */
  gaussian(): number {
    return (this.#next() + this.#next() + this.#next() + this.#next() - 2) * Math.sqrt(3);
  }

  pick<Choice>(choices: readonly Choice[]): Choice {
    return choices[Math.floor(this.#next() * choices.length)]!;
  }
}
