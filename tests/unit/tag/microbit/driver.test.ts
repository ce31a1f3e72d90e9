import { describe, expect, it, vi } from 'vitest';
import { MICROBIT } from '../../../../lib/tag/microbit/driver';
import { MICROBIT_ACCELEROMETER_SERVICE } from '../../../../lib/tag/microbit/profile';
import { passTimeUntil } from '../../../support/fake-time';
import { MicrobitFirmware, TRUE_SHARE_OF_PERIOD } from '../../../support/families/microbit-firmware';
import { rampSource, recordedSource } from '../../../support/virtual-tag/sample-source';
import { useFakeRadio, WalkingFamily } from '../../../support/walking-family';

const board = (shareOfPeriod = 1, source = rampSource(3_600_000)) =>
  new WalkingFamily(MICROBIT, (nowMs) => new MicrobitFirmware(source, nowMs, shareOfPeriod));

describe('a micro:bit', () => {
  useFakeRadio();

  it('asks for 20 ms, once, and never for what would crash it', async () => {
    const walk = board();
    await walk.goLive();
    expect(walk.device.firmware.written.map(({ bytes }) => [...bytes])).toEqual([[20, 0]]);
    expect(walk.tag.info!.streams).toEqual([{ kind: 'accel', unitPerCount: 1 / 16384, rateHz: 50 }]);
  });

  it('brings each sample; all of them, when it is stopped', async () => {
    const walk = board();
    await walk.goLive();
    await vi.advanceTimersByTimeAsync(5_000);
    await passTimeUntil(walk.tag.stop());
    const { felt } = walk.device.firmware;
    const read = walk.samples('accel');
    expect(read.length).toBe(felt.length);
    read.forEach(({ values }, i) =>
      values.forEach((value, axis) =>
        expect(Math.abs(value - felt[i]!.values[axis]!)).toBeLessThanOrEqual(0.5 / 1024 + 1e-9),
      ),
    );
  });

  it('keeps time with a board that is faster than it says', async () => {
    const walk = board(TRUE_SHARE_OF_PERIOD);
    await walk.goLive();
    await vi.advanceTimersByTimeAsync(120_000);
    const { felt } = walk.device.firmware;
    const errors = walk
      .samples('accel')
      .map(({ tMs }, i) => tMs - (felt[i]!.atMs - felt[0]!.atMs))
      .slice(500);
    expect(errors.length).toBeGreaterThan(5_000);
    // Ticks of the fake radio are 20 ms apart; a frame's samples are set 20 ms apart that lie 18.
    expect(Math.max(...errors) - Math.min(...errors)).toBeLessThan(60);
  });

  it('marks what lies beyond 2 g as clipped, not as some value', async () => {
    const values = Float64Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 3.5 : -3.5));
    const walk = board(1, recordedSource({ accel: { rateHz: 50, values } }));
    await walk.goLive();
    const [frame] = walk.arrivals[0]!.frames;
    expect(frame?.kind === 'accel' && [...frame.counts.slice(0, 3)]).toEqual([32767, -32767, -32767]);
  });

  it('goes on in the same boot after a loss, with the gap in its time', async () => {
    const walk = board();
    await walk.goLive();
    const { bootId } = walk.tag.info!;
    walk.device.dropLink();
    walk.device.connectOutcomes.push('refuse', 'refuse');
    await walk.until('reconnecting');
    await walk.until('live');
    expect(walk.tag.info!.bootId).toBe(bootId);
    const times = walk.samples('accel').map(({ tMs }) => tMs);
    const steps = times.slice(1).map((tMs, i) => tMs - times[i]!);
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(steps.filter((step) => step > 1_000)).toHaveLength(1);
  });

  it('counts values of another length as faults', async () => {
    const walk = board();
    await walk.goLive();
    walk.device.air = (notified) => [{ ...notified, bytes: notified.bytes.subarray(0, 5) }];
    const before = walk.arrivals.length;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(walk.counts!.faults).toBeGreaterThan(40);
    expect(walk.arrivals.length).toBe(before);
  });

  it('is a wrong device when its program has not switched the accelerometer on', async () => {
    const walk = new WalkingFamily(MICROBIT, (nowMs) => new MicrobitFirmware(rampSource(1_000), nowMs), [
      MICROBIT_ACCELEROMETER_SERVICE.uuid,
    ]);
    expect(await walk.codeOf(walk.tag.connect())).toBe('wrong-device');
  });
});
