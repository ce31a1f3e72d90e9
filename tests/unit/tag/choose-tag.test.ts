import { describe, expect, it, vi } from 'vitest';
import { chooseTag, requestOptions } from '../../../lib/tag/choose-tag';
import { type RadioFamily, TAG_FAMILIES } from '../../../lib/tag/families';
import { FakeBluetoothDevice } from '../../support/fake-bluetooth-device';
import { FakeFamilyDevice } from '../../support/fake-family-device';
import { FakeGattDevice } from '../../support/fake-gatt-device';
import { passTimeUntil } from '../../support/fake-time';
import type { FamilyFirmware } from '../../support/families/family-firmware';
import { MicrobitFirmware } from '../../support/families/microbit-firmware';
import { MovesenseFirmware } from '../../support/families/movesense-firmware';
import { PolarFirmware } from '../../support/families/polar-firmware';
import { ProgressorFirmware } from '../../support/families/progressor-firmware';
import { ThingyFirmware } from '../../support/families/thingy-firmware';
import { rampSource } from '../../support/virtual-tag/sample-source';
import { useFakeRadio } from '../../support/walking-family';

/** A browser whose owner picks this device, or does something else. */
function browserThatPicks(pick: () => Promise<BluetoothDevice>) {
  const requests: RequestDeviceOptions[] = [];
  const bluetooth = {
    getAvailability: () => Promise.resolve(true),
    requestDevice: (options: RequestDeviceOptions) => {
      requests.push(options);
      return pick();
    },
  } as unknown as Bluetooth;
  return { bluetooth, requests };
}

const SOURCE = rampSource(60_000);
const FIRMWARES: readonly [RadioFamily, string, (nowMs: number) => FamilyFirmware][] = [
  ['progressor', 'Progressor_4201', (nowMs) => new ProgressorFirmware(SOURCE, nowMs)],
  ['progressor', 'Crimpdeq', (nowMs) => new ProgressorFirmware(SOURCE, nowMs)],
  ['movesense', 'Movesense 174630000192', (nowMs) => new MovesenseFirmware(SOURCE, nowMs)],
  ['polar', 'Polar Sense 12345678', (nowMs) => new PolarFirmware(SOURCE, nowMs)],
  ['microbit', 'BBC micro:bit [zuvup]', (nowMs) => new MicrobitFirmware(SOURCE, nowMs)],
  ['thingy', 'Thingy', (nowMs) => new ThingyFirmware(SOURCE, nowMs)],
  ['thingy', 'Progressor in name only', (nowMs) => new ThingyFirmware(SOURCE, nowMs)],
];

describe('chooseTag', () => {
  useFakeRadio();

  it.each(FIRMWARES)('makes a %s of what is called "%s"', async (family, name, makeFirmware) => {
    const device = new FakeFamilyDevice(name, makeFirmware);
    const { bluetooth } = browserThatPicks(() => Promise.resolve(device));
    const tag = await passTimeUntil(chooseTag(bluetooth));
    expect(tag.family).toBe(family);
    const info = await passTimeUntil(tag.connect());
    expect(info).toMatchObject({ family, name });
    await tag.disconnect();
    device.dispose();
  });

  it('makes a Catpace tag of a Catpace tag', async () => {
    const device = new FakeBluetoothDevice();
    const { bluetooth, requests } = browserThatPicks(() => Promise.resolve(device));
    const tag = await passTimeUntil(chooseTag(bluetooth));
    expect(tag.family).toBe('catpace');
    await passTimeUntil(tag.connect());
    expect(requests).toEqual([requestOptions(TAG_FAMILIES)]);
    await tag.disconnect();
    device.dispose();
  });

  it('asks for one family alone, and then leaves it to its driver to connect', async () => {
    const device = new FakeFamilyDevice('Thingy', (nowMs) => new ThingyFirmware(SOURCE, nowMs));
    const { bluetooth, requests } = browserThatPicks(() => Promise.resolve(device));
    const tag = await chooseTag(bluetooth, ['microbit']);
    expect(device.gatt.connected).toBe(false);
    expect(requests).toMatchObject([{ filters: [{ namePrefix: 'BBC micro:bit' }] }]);
    await expect(passTimeUntil(tag.connect())).rejects.toMatchObject({ code: 'wrong-device' });
    device.dispose();
  });

  it('gives back the tag whose device is chosen again, unless it has been ended', async () => {
    const device = new FakeFamilyDevice('Thingy', (nowMs) => new ThingyFirmware(SOURCE, nowMs));
    const { bluetooth } = browserThatPicks(() => Promise.resolve(device));
    const tag = await passTimeUntil(chooseTag(bluetooth));
    const { bootId } = await passTimeUntil(tag.connect());
    expect(await passTimeUntil(chooseTag(bluetooth, undefined, [tag]))).toBe(tag);
    expect((await passTimeUntil(tag.connect())).bootId).toBe(bootId);
    await tag.disconnect();
    expect(await passTimeUntil(chooseTag(bluetooth, undefined, [tag]))).not.toBe(tag);
    device.dispose();
  });

  it('lets go of a device of no family', async () => {
    const device = new FakeGattDevice('Lamp', () => ({ services: [], linkLost: () => {} }));
    const { bluetooth } = browserThatPicks(() => Promise.resolve(device));
    await expect(passTimeUntil(chooseTag(bluetooth))).rejects.toMatchObject({ code: 'wrong-device' });
    expect(device.gatt.connected).toBe(false);
  });

  it('says what became of a chooser, a connection or a link', async () => {
    const cancelled = new DOMException('User cancelled the requestDevice() chooser.', 'NotFoundError');
    const { bluetooth } = browserThatPicks(() => Promise.reject(cancelled));
    await expect(passTimeUntil(chooseTag(bluetooth))).rejects.toMatchObject({ code: 'chooser-cancelled' });

    const far = new FakeFamilyDevice('Thingy', (nowMs) => new ThingyFirmware(SOURCE, nowMs));
    far.connectOutcomes.push('hang');
    const farAway = browserThatPicks(() => Promise.resolve(far));
    await expect(passTimeUntil(chooseTag(farAway.bluetooth))).rejects.toMatchObject({
      code: 'connect-timeout',
    });
    const chosen = chooseTag(farAway.bluetooth);
    const outcome = expect(chosen).rejects.toMatchObject({ code: 'link-lost' });
    await vi.advanceTimersByTimeAsync(52);
    far.dropLink();
    await vi.advanceTimersByTimeAsync(100);
    await outcome;
    far.dispose();
  });
});
