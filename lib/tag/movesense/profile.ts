/**
 * Movesense's GATT SensorData Protocol (GSP).
 * Source: https://movesense.com/docs/esw/gatt_sensordata_protocol (GD-77, version 1).
 */
export const MOVESENSE_SERVICE = {
  uuid: '34802252-7185-4d5d-b431-630e7050e8f0',
  /** Write. */
  command: '34800001-7185-4d5d-b431-630e7050e8f0',
  /** Notify. */
  response: '34800002-7185-4d5d-b431-630e7050e8f0',
} as const;

/** Name and a 128-bit UUID do not fit one advertisement: the name is what is there ("Movesense 174630000192"). */
export const MOVESENSE_NAME_PREFIX = 'Movesense';
