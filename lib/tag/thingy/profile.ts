/**
 * The motion service of the Nordic Thingy:52.
 * Source: NordicSemiconductor/Nordic-Thingy52-FW source/ble_services/ble_tms.c.
 */
const thingyUuid = (short: string): string => `ef68${short}-9b35-4933-9b10-52ffa9740042`;

export const THINGY_MOTION_SERVICE = {
  uuid: thingyUuid('0400'),
  /** Read, write. */
  config: thingyUuid('0401'),
  /** Notify: accelerometer, gyroscope, compass. */
  raw: thingyUuid('0406'),
} as const;

/** Stands in the advertisement. */
export const THINGY_CONFIGURATION_SERVICE_UUID = thingyUuid('0100');
export const THINGY_NAME_PREFIX = 'Thingy';
