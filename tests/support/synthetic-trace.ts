import type { SampleBlock } from '../../lib/signal/sample-block';

/** A stretch of synthetic motion: gravity on z, a swing on all axes, white noise. */
export interface Part {
  ms: number;
  /** Rate of the swing, Hz. */
  hz?: number;
  /** Amplitude of the swing, g. */
  swingG?: number;
  noiseG?: number;
  /** Nothing is sent. */
  hole?: boolean;
}

export const STILL: Omit<Part, 'ms'> = { noiseG: 0.01 };
export const WALK: Omit<Part, 'ms'> = { hz: 2, swingG: 0.4, noiseG: 0.03 };
export const RUN: Omit<Part, 'ms'> = { hz: 3, swingG: 2.2, noiseG: 0.2 };
export const SHAKE: Omit<Part, 'ms'> = { hz: 6.5, swingG: 3, noiseG: 0.1 };

/** Numbers in [0, 1) from a seed (mulberry32): tests repeat themselves. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Accelerometer samples of parts that follow each other, as one block. */
export function motionOf(parts: readonly Part[], rateHz = 50, seed = 1): SampleBlock {
  const random = seeded(seed);
  const tMs: number[] = [];
  const values: number[] = [];
  let fromMs = 0;
  let t = 0;
  for (const { ms, hz = 0, swingG = 0, noiseG = 0, hole = false } of parts) {
    for (; t < fromMs + ms; t += 1_000 / rateHz) {
      if (hole) continue;
      const swing = swingG * Math.sin((2 * Math.PI * hz * t) / 1_000);
      const noise = (): number => noiseG * (random() + random() + random() - 1.5) * 2;
      tMs.push(t);
      values.push(0.3 * swing + noise(), 0.5 * swing + noise(), 1 + swing + noise());
    }
    fromMs += ms;
  }
  return { kind: 'accel', tMs: Float64Array.from(tMs), values: Float32Array.from(values), clipped: 0 };
}

/** Tension samples from a function of time, as one block. */
export function tensionOf(ms: number, newtonsAt: (tMs: number) => number, rateHz = 80): SampleBlock {
  const n = Math.floor((ms * rateHz) / 1_000);
  const tMs = Float64Array.from({ length: n }, (_, i) => (i * 1_000) / rateHz);
  return { kind: 'tension', tMs, values: Float32Array.from(tMs, newtonsAt), clipped: 0 };
}

/** The same samples cut into blocks of the given sizes (the last one takes what is left). */
export function cut(block: SampleBlock, sizes: readonly number[]): SampleBlock[] {
  const width = block.values.length / Math.max(1, block.tMs.length);
  const blocks: SampleBlock[] = [];
  let from = 0;
  for (const size of [...sizes, Infinity]) {
    const to = Math.min(block.tMs.length, from + size);
    blocks.push({
      ...block,
      tMs: block.tMs.slice(from, to),
      values: block.values.slice(from * width, to * width),
    });
    from = to;
  }
  return blocks;
}
