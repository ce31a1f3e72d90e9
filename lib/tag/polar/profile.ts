/**
 * Polar's measurement data service (PMD) of the H10, the Verity Sense and their relatives.
 * Source: polarofficial/polar-ble-sdk sources/iOS/…/pmd/BlePmdClient.swift.
 */
const pmdUuid = (last: string): string => `fb005c${last}-02e7-f387-1cad-8acd2d8df0c8`;

export const POLAR_PMD_SERVICE = {
  uuid: pmdUuid('80'),
  /** Read, write, indicate. */
  control: pmdUuid('81'),
  /** Notify. */
  data: pmdUuid('82'),
} as const;

/** "Polar H10 12345678", "Polar Sense 12345678". The service does not stand in the advertisement. */
export const POLAR_NAME_PREFIX = 'Polar';
