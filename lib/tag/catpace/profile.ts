/**
 * All UUIDs of the Catpace tag profile, version 1 (`docs/tag-profile.md`), in the canonical form that both
 * Web Bluetooth and BlueZ use.
 */

const catpaceUuid = (short: string): string => `c4f3${short}-c848-43aa-b57c-a061544f83c8`;

/** UUID assigned by the Bluetooth SIG: 16 bits in the Bluetooth base UUID (Core Specification, Vol 3, Part B, 2.5.1). */
const assignedUuid = (short: string): string => `0000${short}-0000-1000-8000-00805f9b34fb`;

export const CATPACE_SERVICE = {
  uuid: catpaceUuid('0001'),
  /** Read, notify. `status.ts` */
  status: catpaceUuid('0002'),
  /** Notify. `frames.ts` */
  data: catpaceUuid('0003'),
  /** Write with response; indicate or notify. `control.ts` */
  control: catpaceUuid('0004'),
  /** Read, write. `config.ts` */
  config: catpaceUuid('0005'),
} as const;

export const BATTERY_SERVICE = {
  uuid: assignedUuid('180f'),
  /** Read, notify: u8 percent. */
  level: assignedUuid('2a19'),
} as const;

/** The serial number (0x2A25) is left out: it stands on the browsers' blocklist. */
export const DEVICE_INFORMATION_SERVICE = {
  uuid: assignedUuid('180a'),
  maker: assignedUuid('2a29'),
  model: assignedUuid('2a24'),
  firmware: assignedUuid('2a26'),
} as const;

/** Version of the profile that this folder speaks. */
export const PROFILE_VERSION = 1;
