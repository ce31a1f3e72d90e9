import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDemoTag } from '../../../../lib/tag/demo/driver';
import type { Frame } from '../../../../lib/tag/frame';
import type { FrameArrival, Tag } from '../../../../lib/tag/tag';
import { passTimeUntil } from '../../../support/fake-time';
import { describeTag } from '../../../support/tag-contract';

describeTag('The demo tag', () => ({ tag: createDemoTag({ seed: 3 }) }));

describe('the demo tag', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(1_700_000_000_000);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function play(tag: Tag, forMs: number, jumpMs = 20): Promise<FrameArrival[]> {
    const arrivals: FrameArrival[] = [];
    tag.on('frames', (arrival) => arrivals.push(arrival));
    await tag.connect();
    await tag.start();
    for (let passed = 0; passed < forMs; passed += jumpMs) await vi.advanceTimersByTimeAsync(jumpMs);
    return arrivals;
  }
  const framesOf = (arrivals: readonly FrameArrival[]): Frame[] => arrivals.flatMap(({ frames }) => frames);

  it('plays the same walk for the same seed and another for another', async () => {
    const options = { seed: 11, durationMs: 20_000, speed: 4 };
    const first = framesOf(await play(createDemoTag(options), 6_000));
    const again = framesOf(await play(createDemoTag(options), 6_000));
    const other = framesOf(await play(createDemoTag({ ...options, seed: 12 }), 6_000));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('sends the same frames at any speed, with arrivals that agree with device time', async () => {
    const slow = await play(createDemoTag({ seed: 5, durationMs: 20_000 }), 21_000);
    vi.setSystemTime(1_700_000_000_000);
    const fast = await play(createDemoTag({ seed: 5, durationMs: 20_000, speed: 25 }), 1_000);
    expect(framesOf(fast)).toEqual(framesOf(slow));
    for (const arrivals of [slow, fast])
      for (const { arrivalMs, frames } of arrivals) {
        const delayMs = arrivalMs - 1_700_000_000_000 - frames[0]!.tMs;
        expect(delayMs).toBeGreaterThan(0);
        expect(delayMs).toBeLessThan(300);
      }
  });

  it('loses nothing when its timers are held up for a minute', async () => {
    const tag = createDemoTag({ seed: 5, durationMs: 60_000, speed: 20 });
    const arrivals: FrameArrival[] = [];
    tag.on('frames', (arrival) => arrivals.push(arrival));
    await tag.connect();
    await tag.start();
    // The clock goes on, the timer does not run.
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
    await vi.advanceTimersByTimeAsync(50);
    expect(tag.link).toBe('ended');
    const frames = framesOf(arrivals);
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, i) => i));
    expect(frames.at(-1)!.tMs).toBeGreaterThan(59_500);
    vi.restoreAllMocks();
  });

  it('ends the link when the walk is over', async () => {
    const tag = createDemoTag({ seed: 1, durationMs: 4_000, speed: 2 });
    const arrivals = await play(tag, 3_000);
    expect(tag.link).toBe('ended');
    const accel = framesOf(arrivals).filter(({ kind }) => kind === 'accel');
    expect(accel.reduce((sum, frame) => sum + (frame.kind === 'note' ? 0 : frame.counts.length / 3), 0)).toBe(
      200,
    );
  });

  it('reads close to zero on a slack leash once it is tared', async () => {
    const tag = createDemoTag({ seed: 8 });
    const arrivals = await play(tag, 3_000);
    const meanN = (from: number): number => {
      const counts = framesOf(arrivals.slice(from)).flatMap((frame) =>
        frame.kind === 'tension' ? [...frame.counts] : [],
      );
      return (counts.reduce((sum, count) => sum + count, 0) / counts.length) * 0.02;
    };
    expect(meanN(0)).toBeGreaterThan(0.6);
    const removedN = await passTimeUntil(tag.tare());
    expect(removedN).toBeGreaterThan(0.5);
    const from = arrivals.length + 1;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(Math.abs(meanN(from))).toBeLessThan(0.2);
    await tag.disconnect();
  });
});
