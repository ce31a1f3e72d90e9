import { describe, expect, it } from 'vitest';
import { TRACE_MS, TraceRing } from '../../../lib/app/trace-ring';

describe('TraceRing', () => {
  it('keeps the last 30 s, oldest first', () => {
    const ring = new TraceRing();
    for (let tMs = 0; tMs <= 60_000; tMs += 12.5) ring.push(tMs, tMs / 1000);
    const { tMs, tensionN, length } = ring.snapshot();
    expect(length).toBe(tMs.length);
    expect(tMs[0]).toBe(60_000 - TRACE_MS);
    expect(tMs.at(-1)).toBe(60_000);
    expect(tensionN.at(-1)).toBe(60);
    expect([...tMs].every((t, i) => i === 0 || t > tMs[i - 1]!)).toBe(true);
  });

  it('keeps the peak where samples are denser than a screen shows', () => {
    const ring = new TraceRing();
    for (let i = 0; i < 1000; i++) ring.push(i, i === 503 ? 99 : 1);
    expect(Math.max(...ring.snapshot().tensionN)).toBe(99);
  });

  it('leaves late samples out', () => {
    const ring = new TraceRing();
    ring.push(100, 1);
    ring.push(50, 9);
    expect([...ring.snapshot().tensionN]).toEqual([1]);
  });
});
