import { BATTERY_SERVICE, DEVICE_INFORMATION_SERVICE } from './gatt/standard-services';
import { CatpaceTag } from './catpace/driver';
import { type RadioFamily, TAG_FAMILIES, type TagFamilyEntry } from './families';
import { chooseDevice } from './gatt/choose-device';
import { connectGatt } from './gatt/connect';
import type { SensorFamily } from './gatt/sensor-driver';
import { SensorTag } from './gatt/sensor-tag';
import { MICROBIT } from './microbit/driver';
import { MOVESENSE } from './movesense/driver';
import { POLAR } from './polar/driver';
import { PROGRESSOR } from './progressor/driver';
import type { Tag } from './tag';
import { TagError } from './tag-error';
import { THINGY } from './thingy/driver';

const SENSORS: Readonly<Record<Exclude<RadioFamily, 'catpace'>, SensorFamily>> = {
  progressor: PROGRESSOR,
  movesense: MOVESENSE,
  polar: POLAR,
  microbit: MICROBIT,
  thingy: THINGY,
};

/** Longest that the device may take to show what it is, ms. As for any connection. */
const CONNECT_TIMEOUT_MS = 10_000;

/** What the browser's chooser is asked for: any device of these families. */
export function requestOptions(entries: readonly TagFamilyEntry[]): RequestDeviceOptions {
  return {
    filters: entries.flatMap(({ filters }) => [...filters]),
    optionalServices: [
      ...entries.map(({ service }) => service),
      BATTERY_SERVICE.uuid,
      DEVICE_INFORMATION_SERVICE.uuid,
    ],
  };
}

/**
 * Show the browser's chooser with the tags in reach, and make the tag of the family that the chosen device turns out to be of.
 * Must be called from a click in a tab of a normal window. Rejects with `TagError`: what `chooseDevice` says, `wrong-device` for
 * a device of no family, `connect-timeout` and `link-lost`.
 * @param families all, unless some are named
 * @param former tags of this page: when the owner picks the device of one of them, that one is returned, with all that it
 * knows of what has arrived. It is then to be connected again.
 */
export async function chooseTag(
  bluetooth: Bluetooth,
  families?: readonly RadioFamily[],
  former: readonly Tag[] = [],
): Promise<Tag> {
  const entries = TAG_FAMILIES.filter(({ family }) => families?.includes(family) ?? true);
  const device = await chooseDevice(bluetooth, requestOptions(entries));
  const same = former.find((tag) => tag.adopt?.(device));
  if (same) return same;
  const [only] = entries;
  // One family asked for: its driver says by itself when the device is none.
  if (entries.length === 1 && only) return makeTag(device, only.family);
  return makeTag(device, await familyOf(device, entries));
}

/**
 * The chooser with the tags that keep a log, not connected yet. As `chooseTag` otherwise.
 * @returns the browser's id for the device as well: what is here of a tag's log has to be known before it is connected
 */
export async function chooseTagWithLog(
  bluetooth: Bluetooth,
  former: readonly Tag[] = [],
): Promise<{ tag: Tag; deviceId: string }> {
  const [entry] = TAG_FAMILIES.filter(({ gives }) => gives.log);
  const device = await chooseDevice(bluetooth, requestOptions([entry!]));
  const tag = former.find((one) => one.adopt?.(device)) ?? makeTag(device, entry!.family);
  return { tag, deviceId: device.id };
}

export function makeTag(device: BluetoothDevice, family: RadioFamily): Tag {
  return family === 'catpace' ? new CatpaceTag(device) : new SensorTag(device, SENSORS[family]);
}

/** By its services, for names can be anything; the name only says where to look first. The link stays for the driver. */
async function familyOf(device: BluetoothDevice, entries: readonly TagFamilyEntry[]): Promise<RadioFamily> {
  const server = await connectGatt(device, CONNECT_TIMEOUT_MS);
  const isNamedSo = ({ namePrefix }: TagFamilyEntry): boolean =>
    namePrefix !== null && (device.name?.startsWith(namePrefix) ?? false);
  const likelyFirst = [...entries.filter(isNamedSo), ...entries.filter((entry) => !isNamedSo(entry))];
  for (const { family, service } of likelyFirst) if (await hasService(server, service)) return family;
  server.disconnect();
  throw new TagError('wrong-device', 'The chosen device has none of the services that Catpace knows.');
}

async function hasService(server: BluetoothRemoteGATTServer, uuid: string): Promise<boolean> {
  try {
    await server.getPrimaryService(uuid);
    return true;
  } catch (error) {
    if ((error as { name?: unknown } | null)?.name === 'NotFoundError') return false;
    throw new TagError('link-lost', 'The link broke while the tag was asked what it is.', { cause: error });
  }
}
