import { describe, expect, it, vi } from 'vitest';
import {
  type BluetoothAvailability,
  bluetoothAvailability,
  watchBluetoothAvailability,
} from '../../../../lib/tag/gatt/bluetooth-availability';

class FakeRadio extends EventTarget {
  answer: () => Promise<boolean> = () => Promise.resolve(true);

  getAvailability(): Promise<boolean> {
    return this.answer();
  }

  async become(isThere: boolean): Promise<void> {
    this.answer = () => Promise.resolve(isThere);
    this.dispatchEvent(new Event('availabilitychanged'));
    await vi.waitFor(() => {});
  }
}
const asBluetooth = (radio: FakeRadio) => radio as unknown as Bluetooth;

describe('bluetoothAvailability', () => {
  it('is unsupported without Web Bluetooth', async () => {
    expect(await bluetoothAvailability()).toBe('unsupported');
  });

  it('says whether there is an adapter, and never rejects', async () => {
    const radio = new FakeRadio();
    expect(await bluetoothAvailability(asBluetooth(radio))).toBe('ready');
    radio.answer = () => Promise.resolve(false);
    expect(await bluetoothAvailability(asBluetooth(radio))).toBe('adapter-missing');
    radio.answer = () => Promise.reject(new Error('no'));
    expect(await bluetoothAvailability(asBluetooth(radio))).toBe('unknown');
  });
});

describe('watchBluetoothAvailability', () => {
  it('calls an adapter that was there and went away switched off', async () => {
    const radio = new FakeRadio();
    const heard: BluetoothAvailability[] = [];
    const off = watchBluetoothAvailability((availability) => heard.push(availability), asBluetooth(radio));
    await vi.waitFor(() => {});
    await radio.become(false);
    await radio.become(true);
    expect(heard).toEqual(['bluetooth-off', 'ready']);
    off();
    await radio.become(false);
    expect(heard).toHaveLength(2);
  });

  it('does not call an adapter off that was never there', async () => {
    const radio = new FakeRadio();
    radio.answer = () => Promise.resolve(false);
    const heard: BluetoothAvailability[] = [];
    watchBluetoothAvailability((availability) => heard.push(availability), asBluetooth(radio));
    await vi.waitFor(() => {});
    await radio.become(false);
    expect(heard).toEqual(['adapter-missing']);
  });

  it('keeps quiet without Web Bluetooth', () => {
    expect(() => watchBluetoothAvailability(() => {})()).not.toThrow();
  });
});
