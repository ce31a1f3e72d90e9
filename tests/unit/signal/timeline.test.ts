import { describe, expect, it } from 'vitest';
import { Timeline } from '../../../lib/signal/timeline';

const WALL = 1_760_000_000_000;

describe('Timeline', () => {
  it('begins at the first frame and follows the device', () => {
    const timeline = new Timeline();
    expect(timeline.place(7, 5_000, WALL)).toBe(0);
    expect(timeline.place(7, 5_200, WALL + 900)).toBe(200);
  });

  it('unwraps u32 forwards and backwards', () => {
    const timeline = new Timeline();
    expect(timeline.place(1, 0xffff_ff00, WALL)).toBe(0);
    expect(timeline.place(1, 0x0000_0100, WALL + 512)).toBe(512);
    expect(timeline.place(1, 0xffff_ff80, WALL + 600)).toBe(128);
    expect(timeline.place(1, 0x0000_0200, WALL + 800)).toBe(768);
  });

  it('keeps counting over more than one wrap', () => {
    const timeline = new Timeline();
    timeline.place(1, 0, WALL);
    const step = 0x4000_0000;
    let last = 0;
    for (let i = 1; i <= 9; i++) last = timeline.place(1, (i * step) % 2 ** 32, WALL + i * step);
    expect(last).toBe(9 * step);
  });

  it('gives a frame that arrives late its own device time', () => {
    const timeline = new Timeline();
    timeline.place(1, 1_000, WALL);
    timeline.place(1, 9_000, WALL + 8_000);
    expect(timeline.place(1, 3_000, WALL + 30_000)).toBe(2_000);
    expect(timeline.place(1, 900, WALL + 30_000)).toBe(-100);
  });

  it('places a new boot by wall time', () => {
    const timeline = new Timeline();
    for (let t = 0; t <= 10_000; t += 200) timeline.place(1, 50_000 + t, WALL + t + 30);
    expect(timeline.place(2, 400, WALL + 25_030)).toBe(25_000);
    expect(timeline.place(2, 600, WALL + 25_400)).toBe(25_200);
    // The old boot's frames still find their place.
    expect(timeline.place(1, 55_000, WALL + 26_000)).toBe(5_000);
  });

  it('never places a new boot before what is known, as with a tag played at raised speed', () => {
    const timeline = new Timeline();
    for (let t = 0; t <= 100_000; t += 200) timeline.place(1, t, WALL + t / 20);
    expect(timeline.place(2, 0, WALL + 6_000)).toBeGreaterThan(100_500);
  });

  it('does not take the time that a frame was gathered in for the radio’s delay', () => {
    const timeline = new Timeline();
    for (let t = 0; t <= 10_000; t += 200) timeline.place(1, t, WALL + t + 200 + 15, 200);
    expect(timeline.wallMs(5_000)).toBe(WALL + 5_015);
    // A boot whose first sample was taken at that moment of the wall clock.
    expect(timeline.place(2, 0, WALL + 30_015 + 200, 200)).toBe(30_000);
  });

  it('goes on with a walk that was recorded before', () => {
    const timeline = new Timeline();
    timeline.anchor(3, 0xffff_fff0, 60_000);
    expect(timeline.newestMs).toBe(60_000);
    expect(timeline.place(3, 0x10, WALL)).toBe(60_032);
    // The tag has booted since then.
    expect(timeline.place(4, 500, WALL + 5_000)).toBe(65_032);
  });
});
