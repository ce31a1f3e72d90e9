import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectGatt } from '../../../../lib/tag/gatt/connect';
import { FakeBluetoothDevice } from '../../../support/fake-bluetooth-device';
import { passTimeUntil } from '../../../support/fake-time';

describe('connectGatt', () => {
  let device: FakeBluetoothDevice;
  beforeEach(() => {
    vi.useFakeTimers();
    device = new FakeBluetoothDevice();
  });
  afterEach(() => {
    device.dispose();
    vi.useRealTimers();
  });

  it('connects', async () => {
    expect((await passTimeUntil(connectGatt(device, 1_000))).connected).toBe(true);
  });

  it('gives an attempt up that hangs, and lets go of it', async () => {
    device.connectOutcomes.push('hang');
    const hangUp = vi.spyOn(device.gatt, 'disconnect');
    const attempt = passTimeUntil(connectGatt(device, 1_000));
    await expect(attempt).rejects.toMatchObject({ code: 'connect-timeout' });
    expect(hangUp).toHaveBeenCalledOnce();
    // The next one is not in its way.
    await passTimeUntil(connectGatt(device, 1_000));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(device.gatt.connected).toBe(true);
  });

  it('translates a refusal', async () => {
    device.connectOutcomes.push('refuse');
    await expect(passTimeUntil(connectGatt(device, 1_000))).rejects.toMatchObject({
      code: 'connect-timeout',
    });
  });

  it('sends a device without GATT away', async () => {
    const bare = { gatt: undefined } as unknown as BluetoothDevice;
    await expect(connectGatt(bare, 1_000)).rejects.toMatchObject({ code: 'wrong-device' });
  });
});
