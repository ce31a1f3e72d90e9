import { DBusError } from '@jellybrick/dbus-next';
import {
  BATTERY_SERVICE,
  DEVICE_INFORMATION_SERVICE,
  encodeText,
} from '../../../lib/tag/gatt/standard-services';
import { CATPACE_SERVICE } from '../../../lib/tag/catpace/profile';
import type { PeripheralSpec, ServiceSpec } from './bluez-peripheral';
import type { TagChoice } from './radio-messages';
import { LARGEST_PAYLOAD, type TagFirmware } from './tag-firmware';

/** Header of a notification in an ATT packet, bytes (Core Specification, Vol 3, Part F, 3.4.7.1). */
const ATT_HEADER_BYTES = 3;

const deviceInformation: ServiceSpec = {
  uuid: DEVICE_INFORMATION_SERVICE.uuid,
  characteristics: [
    { uuid: DEVICE_INFORMATION_SERVICE.maker, text: 'Catpace' },
    { uuid: DEVICE_INFORMATION_SERVICE.model, text: 'Virtual tag' },
    { uuid: DEVICE_INFORMATION_SERVICE.firmware, text: '1.0.0' },
  ].map(({ uuid, text }) => ({ uuid, flags: ['read'], read: () => encodeText(text) })),
};

export interface CatpaceAttributes {
  firmware: TagFirmware;
  /** World time, ms. */
  now(): number;
  onControl(bytes: Uint8Array): void;
  onConnected(): void;
  onDisconnected(): void;
}

/** The GATT face of a Catpace tag. */
export function catpacePeripheral(
  choice: TagChoice,
  address: string,
  tag: CatpaceAttributes,
): PeripheralSpec {
  const { firmware } = tag;
  const catpace: ServiceSpec = {
    uuid: CATPACE_SERVICE.uuid,
    characteristics: [
      { uuid: CATPACE_SERVICE.status, flags: ['read', 'notify'], read: () => firmware.readStatus(tag.now()) },
      { uuid: CATPACE_SERVICE.data, flags: ['notify'] },
      { uuid: CATPACE_SERVICE.control, flags: ['write', 'indicate'], write: (bytes) => tag.onControl(bytes) },
      {
        uuid: CATPACE_SERVICE.config,
        flags: ['read', 'write'],
        read: () => firmware.readConfig(),
        write: (bytes) => {
          if (!firmware.writeConfig(bytes))
            throw new DBusError('org.bluez.Error.Failed', 'Operation failed with ATT error: 0x83');
        },
      },
    ],
  };
  const battery: ServiceSpec = {
    uuid: BATTERY_SERVICE.uuid,
    characteristics: [
      { uuid: BATTERY_SERVICE.level, flags: ['read', 'notify'], read: () => firmware.readBattery() },
    ],
  };
  return {
    name: choice.name,
    address,
    advertised: [CATPACE_SERVICE.uuid],
    mtu: (choice.linkPayload ?? LARGEST_PAYLOAD) + ATT_HEADER_BYTES,
    services:
      choice.kind === 'bare'
        ? [{ uuid: CATPACE_SERVICE.uuid, characteristics: [] }, deviceInformation]
        : [catpace, battery, deviceInformation],
    onConnected: tag.onConnected,
    onDisconnected: tag.onDisconnected,
  };
}
