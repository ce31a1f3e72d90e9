/**
 * All UUIDs of the Catpace tag profile, version 1 (`docs/tag-profile.md`), in the canonical form that both
 * Web Bluetooth and BlueZ use.
 */

const catpaceUuid = (short: string): string => `c4f3${short}-c848-43aa-b57c-a061544f83c8`;

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

/** Version of the profile that this folder speaks. */
export const PROFILE_VERSION = 1;
