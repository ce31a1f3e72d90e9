export interface DemoOptions {
  seed: number;
  /** How many times faster than life. */
  speed: number;
  durationMs?: number;
}

/** Fastest and slowest demo that the page takes. Ours: an hour in a minute and a half; a frame every two seconds. */
const MAX_SPEED = 40;
const MIN_SPEED = 0.1;
const DEFAULT_SEED = 7;

/** The demo that the page's address asks for, e.g. `?demo=1&seed=7&speed=20`; null when it asks for none. */
export function demoFrom(search: string): DemoOptions | null {
  const parameters = new URLSearchParams(search);
  if (parameters.get('demo') !== '1') return null;
  const number = (name: string, fallback: number): number => {
    const value = Number(parameters.get(name) ?? fallback);
    return Number.isFinite(value) && value > 0 ? value : fallback;
  };
  return {
    seed: Math.floor(number('seed', DEFAULT_SEED)),
    speed: Math.min(MAX_SPEED, Math.max(MIN_SPEED, number('speed', 1))),
  };
}
