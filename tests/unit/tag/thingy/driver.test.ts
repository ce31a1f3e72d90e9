import { describe, expect, it, vi } from 'vitest';
import { THINGY } from '../../../../lib/tag/thingy/driver';
import { passTimeUntil } from '../../../support/fake-time';
import { ThingyFirmware } from '../../../support/families/thingy-firmware';
import { rampSource } from '../../../support/virtual-tag/sample-source';
import { useFakeRadio, WalkingFamily } from '../../../support/walking-family';

const thingy = () => new WalkingFamily(THINGY, (nowMs) => new ThingyFirmware(rampSource(3_600_000), nowMs));

describe('a Thingy:52', () => {
  useFakeRadio();

  it('is set to 50 Hz, with everything else as it was, and only where it differs', async () => {
    const walk = thingy();
    await walk.goLive();
    expect(walk.device.firmware.written.map(({ bytes }) => [...bytes])).toEqual([
      [0xe8, 3, 0xf4, 1, 0xf4, 1, 50, 0, 1],
    ]);
    walk.device.dropLink();
    await walk.until('reconnecting');
    await walk.until('live');
    expect(walk.device.firmware.written).toHaveLength(1);
  });

  it('brings motion and turning as they were felt', async () => {
    const walk = thingy();
    await walk.goLive();
    await vi.advanceTimersByTimeAsync(5_000);
    await passTimeUntil(walk.tag.stop());
    for (const [kind, within] of [
      ['accel', 0.5 / 1024],
      ['gyro', 0.5 / 32],
    ] as const) {
      const felt = walk.device.firmware.felt.filter((one) => one.kind === kind);
      const read = walk.samples(kind);
      expect(read.length).toBe(felt.length);
      read.forEach(({ values }, i) =>
        values.forEach((value, axis) =>
          expect(Math.abs(value - felt[i]!.values[axis]!)).toBeLessThanOrEqual(within + 1e-9),
        ),
      );
    }
    expect(walk.tag.info).toMatchObject({ firmware: '2.2.0', capabilities: { accel: true, gyro: true } });
    expect(walk.batteries).toEqual([81]);
  });
});
