import { describe, expect, it, vi } from 'vitest';
import { POLAR } from '../../../../lib/tag/polar/driver';
import { passTimeUntil } from '../../../support/fake-time';
import { PolarFirmware, type PolarModel } from '../../../support/families/polar-firmware';
import { rampSource } from '../../../support/virtual-tag/sample-source';
import { useFakeRadio, WalkingFamily } from '../../../support/walking-family';

const sensor = (model: PolarModel = 'verity-sense') =>
  new WalkingFamily(POLAR, (nowMs) => new PolarFirmware(rampSource(3_600_000), nowMs, model));

describe('a Polar sensor', () => {
  useFakeRadio();

  it.each([
    ['verity-sense', 52],
    ['h10', 50],
  ] as const)('%s: brings motion as it was felt, to a mg', async (model, rateHz) => {
    const walk = sensor(model);
    await walk.goLive();
    await vi.advanceTimersByTimeAsync(8_000);
    expect(walk.tag.info!.streams).toEqual([{ kind: 'accel', unitPerCount: 0.00025, rateHz }]);
    const { felt } = walk.device.firmware;
    const read = walk.samples('accel');
    expect(read.length).toBeGreaterThan(300);
    read.forEach(({ tMs, values }, i) => {
      values.forEach((value, axis) =>
        expect(Math.abs(value - felt[i]!.values[axis]!)).toBeLessThanOrEqual(0.0005 + 1e-9),
      );
      expect(Math.abs(tMs - read[0]!.tMs - (felt[i]!.atMs - felt[0]!.atMs))).toBeLessThanOrEqual(2);
    });
    expect(walk.counts).toMatchObject({ faults: 0, missingFrames: 0 });
  });

  it('says when it wants to be paired first', async () => {
    const walk = sensor();
    const [control] = walk.device.firmware.services[0]!.characteristics;
    control!.write = () => {
      throw new DOMException('GATT Error: Not paired.', 'NetworkError');
    };
    expect(await walk.codeOf(walk.tag.connect())).toBe('not-paired');
  });

  it('takes a stream that runs already for started', async () => {
    const walk = sensor();
    await walk.goLive();
    await passTimeUntil(walk.tag.start());
    expect(walk.tag.link).toBe('live');
  });

  it('goes on in the same boot after a loss, and in another when its clock was set back', async () => {
    const walk = sensor();
    await walk.goLive();
    const first = walk.tag.info!.bootId;
    walk.device.dropLink();
    await walk.until('reconnecting');
    await walk.until('live');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(walk.tag.info!.bootId).toBe(first);
    walk.device.firmware.reboot();
    walk.device.dropLink();
    await walk.until('reconnecting');
    await walk.until('live');
    expect(walk.tag.info!.bootId).not.toBe(first);
  });

  it('counts frames that the radio loses', async () => {
    const walk = sensor();
    await walk.goLive();
    await vi.advanceTimersByTimeAsync(3_000);
    let sent = 0;
    walk.device.air = (notified) => ((sent += 1) === 3 ? [] : [notified]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(walk.counts!.missingFrames).toBe(1);
  });
});
