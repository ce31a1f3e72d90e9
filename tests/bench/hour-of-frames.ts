import type { SampleFrame } from '../../lib/tag/frame';
import { seeded } from '../support/synthetic-trace';

const FLUSH_MS = 200;

/** An hour of frames as a tag sends them every 200 ms: 10 motion samples, 16 of tension; calm, walking, runs, pulls. */
export function hourOfFrames(): SampleFrame[] {
  const random = seeded(7);
  const frames: SampleFrame[] = [];
  let seq = 0;
  for (let tMs = 0; tMs < 3_600_000; tMs += FLUSH_MS) {
    const phase = Math.floor(tMs / 10_000) % 6;
    const swingG = phase === 3 ? 0 : phase === 5 ? 1.5 : 0.4;
    const accel = new Int16Array(30);
    for (let i = 0; i < 10; i++) {
      const swing = swingG * Math.sin(((tMs + i * 20) / 1_000) * 2 * Math.PI * 2.2) + 0.02 * random();
      accel[3 * i] = 4096 * 0.3 * swing;
      accel[3 * i + 1] = 4096 * 0.4 * swing;
      accel[3 * i + 2] = 4096 * (1 + swing);
    }
    const tension = new Int16Array(16);
    for (let i = 0; i < 16; i++) tension[i] = (phase === 4 ? 500 : 20) + 30 * random();
    frames.push({ kind: 'accel', seq: seq++, tMs, counts: accel });
    frames.push({ kind: 'tension', seq: seq++, tMs, counts: tension });
  }
  return frames;
}
