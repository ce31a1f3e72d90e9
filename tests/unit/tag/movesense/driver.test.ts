import { describe, expect, it, vi } from 'vitest';
import { MOVESENSE } from '../../../../lib/tag/movesense/driver';
import { passTimeUntil } from '../../../support/fake-time';
import { MovesenseFirmware, type MovesenseOptions } from '../../../support/families/movesense-firmware';
import { rampSource } from '../../../support/virtual-tag/sample-source';
import { useFakeRadio, WalkingFamily } from '../../../support/walking-family';

const sensor = (options: MovesenseOptions = {}) =>
  new WalkingFamily(MOVESENSE, (nowMs) => new MovesenseFirmware(rampSource(3_600_000), nowMs, options));

function expectAllFelt(walk: ReturnType<typeof sensor>, kind: 'accel' | 'gyro', within: number): void {
  const felt = walk.device.firmware.felt.filter((one) => one.kind === kind);
  const read = walk.samples(kind);
  expect(read.length).toBeGreaterThan(100);
  read.forEach(({ tMs, values }, i) => {
    values.forEach((value, axis) =>
      expect(Math.abs(value - felt[i]!.values[axis]!)).toBeLessThanOrEqual(within),
    );
    expect(Math.abs(tMs - read[0]!.tMs - (felt[i]!.atMs - felt[0]!.atMs))).toBeLessThanOrEqual(2);
  });
}

describe('a Movesense', () => {
  useFakeRadio();

  it('brings motion and turning as they were felt', async () => {
    const walk = sensor();
    await walk.goLive();
    await vi.advanceTimersByTimeAsync(5_000);
    // Half a step: 8 g / 32768, and 0.07 °/s.
    expectAllFelt(walk, 'accel', 8 / 65536 + 1e-6);
    expectAllFelt(walk, 'gyro', 0.035 + 1e-6);
    expect(walk.tag.info).toMatchObject({
      model: 'Movesense',
      firmware: 'Default 2.3.1',
      streams: [
        { kind: 'accel', unitPerCount: 8 / 32768, rateHz: 52 },
        { kind: 'gyro', unitPerCount: 0.07, rateHz: 52 },
      ],
    });
    expect(walk.batteries).toEqual([64]);
    expect(walk.counts).toMatchObject({ faults: 0, missingFrames: 0 });
  });

  it.each(['zero', 'none'] as const)('finds out how a path has to end: %s', async (terminator) => {
    const walk = sensor({ terminator });
    await walk.goLive();
    await passTimeUntil(walk.tag.stop());
    expect(walk.arrivals.length).toBeGreaterThan(0);
  });

  it.each([20, 27, 28, 40])(
    'puts messages together that came in two notifications of %i bytes',
    async (longest) => {
      const walk = sensor({ longestNotification: Math.max(longest, 28) });
      await walk.goLive();
      await vi.advanceTimersByTimeAsync(5_000);
      expectAllFelt(walk, 'accel', 8 / 65536 + 1e-6);
      expect(walk.counts!.faults).toBe(0);
    },
  );

  it('goes on in the same boot after a loss, and in another after a reboot', async () => {
    const walk = sensor();
    await walk.goLive();
    const first = walk.tag.info!.bootId;
    walk.device.dropLink();
    await walk.until('reconnecting');
    await walk.until('live');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(walk.tag.info!.bootId).toBe(first);
    const times = walk.samples('accel').map(({ tMs }) => tMs);
    times.slice(1).forEach((tMs, i) => expect(tMs).toBeGreaterThan(times[i]!));

    walk.device.firmware.reboot();
    walk.device.dropLink();
    await walk.until('reconnecting');
    await walk.until('live');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(walk.tag.info!.bootId).not.toBe(first);
    expect(walk.arrivals.at(-1)!.bootId).toBe(walk.tag.info!.bootId);
    expect(walk.samples('accel')[0]!.tMs).toBeLessThan(5_000);
  });

  it('counts what the radio loses, by the sensor’s own time', async () => {
    const walk = sensor();
    await walk.goLive();
    let lost = 0;
    let sent = 0;
    walk.device.air = (notified) => {
      if (notified.bytes[0] !== 2 || (sent += 1) % 10 !== 5) return [notified];
      lost += 1;
      return [];
    };
    await vi.advanceTimersByTimeAsync(10_000);
    expect(lost).toBeGreaterThan(10);
    expect(Math.abs(walk.counts!.missingFrames - lost)).toBeLessThanOrEqual(1);
  });
});
