import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CalibrationDesk } from '../../../lib/app/calibration-desk.svelte';
import { tagErrorSentence } from '../../../lib/app/sentences';
import { FakeBluetoothDevice, type FakeDeviceOptions } from '../../support/fake-bluetooth-device';
import { passTimeUntil, passTimeWhile } from '../../support/fake-time';

describe('CalibrationDesk', () => {
  let device: FakeBluetoothDevice;
  let desk: CalibrationDesk;

  beforeEach(() => {
    vi.useFakeTimers();
    desk = new CalibrationDesk();
  });
  afterEach(async () => {
    await passTimeUntil(desk.leave());
    device.dispose();
    vi.useRealTimers();
  });

  async function choose(options: FakeDeviceOptions = {}): Promise<void> {
    device = new FakeBluetoothDevice(options);
    const bluetooth = { requestDevice: () => Promise.resolve(device) } as unknown as Bluetooth;
    await passTimeUntil(desk.choose(bluetooth));
  }
  const ops = (): number[] =>
    device.requests.map(([op]) => op!).filter((op) => op === 4 || op === 5 || op === 1);

  it('takes nothing, then a known weight, saves, and shows what is measured', async () => {
    await choose();
    expect(desk.stage).toBe('empty');
    await passTimeUntil(desk.takeEmpty());
    expect(desk.stage).toBe('weight');
    await passTimeUntil(desk.takeWeight(1));
    expect(desk).toMatchObject({ stage: 'check', trouble: null });
    expect(desk.expectedN).toBeCloseTo(9.807, 3);
    expect(ops()).toEqual([4, 4, 5, 1]);
    const points = device.requests.filter(([op]) => op === 4);
    const forces = points.map((bytes) => new DataView(bytes.buffer, bytes.byteOffset).getInt32(2, true));
    expect(forces).toEqual([0, 9807]);
    await passTimeWhile(() => desk.tensionN === null);
    expect(Number.isFinite(desk.tensionN)).toBe(true);

    await passTimeUntil(desk.again());
    expect(desk).toMatchObject({ stage: 'empty', tensionN: null });
    expect(device.firmware.streaming).toBe(false);
    // Nobody walked: the tag need not keep what the check brought.
    await passTimeUntil(desk.leave());
    expect(device.firmware.log.nextSeq - device.firmware.log.firstSeq).toBeLessThan(5);
  });

  it('saves nothing when the cell feels no difference', async () => {
    await choose();
    await passTimeUntil(desk.takeEmpty());
    await passTimeUntil(desk.takeWeight(0.001));
    expect(desk.stage).toBe('weight');
    expect(desk.trouble?.title).toBe('The load cell does not feel the weight.');
    expect(ops()).toEqual([4, 4]);
  });

  it('says so of a tag without a load cell, and of a link that breaks', async () => {
    await choose({
      firmware: { capabilities: { accel: true, tension: false, gyro: false, log: true, button: false } },
    });
    expect(desk).toMatchObject({ stage: 'none', trouble: tagErrorSentence('not-available') });
    device.dispose();
    await choose();
    device.dropLink();
    await passTimeUntil(desk.takeEmpty());
    expect(desk).toMatchObject({ stage: 'empty', busy: false });
    expect(desk.trouble).not.toBeNull();
  });
});
