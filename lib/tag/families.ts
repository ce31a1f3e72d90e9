import { CATPACE_SERVICE } from './catpace/profile';
import { MICROBIT_ACCELEROMETER_SERVICE, MICROBIT_NAME_PREFIX } from './microbit/profile';
import { MOVESENSE_NAME_PREFIX, MOVESENSE_SERVICE } from './movesense/profile';
import { POLAR_NAME_PREFIX, POLAR_PMD_SERVICE } from './polar/profile';
import { PROGRESSOR_NAME_PREFIX, PROGRESSOR_SERVICE } from './progressor/profile';
import type { TagFamily } from './tag';
import {
  THINGY_CONFIGURATION_SERVICE_UUID,
  THINGY_MOTION_SERVICE,
  THINGY_NAME_PREFIX,
} from './thingy/profile';

/** Families that are chosen over Bluetooth. */
export type RadioFamily = Exclude<TagFamily, 'demo' | 'file'>;

export type Preparation = 'gatt-firmware' | 'pairing' | 'program';

/** What a page shows of a family before one of its tags is chosen, and what the browser's chooser is asked for. */
export interface TagFamilyEntry {
  family: RadioFamily;
  /** As shops and makers name it. */
  name: string;
  gives: {
    motion: boolean;
    tension: boolean;
    gyro: boolean;
    /** Frames that got lost on the radio are asked for again. */
    log: boolean;
    /** Tells its charge. */
    battery: boolean;
  };
  /** With battery, as worn; null where no source says. */
  weightG: number | null;
  weightSource: string | null;
  /** What has to be done before it can be chosen; null when nothing. What to expect of it then is in locales/. */
  preparation: Preparation | null;
  /** Whether anybody has walked with one and reported it. So far: none. */
  provenOnRadio: boolean;
  /** Any of these. */
  filters: readonly BluetoothLEScanFilter[];
  /** The service by which it is known once it is connected. */
  service: string;
  /** Names of its devices begin so; null when they may be called anything. */
  namePrefix: string | null;
}

/** In the order in which a page lists them. Facts: the protocol file of each family, with its sources. */
export const TAG_FAMILIES: readonly TagFamilyEntry[] = [
  {
    family: 'catpace',
    name: 'Catpace tag',
    gives: { motion: true, tension: true, gyro: true, log: true, battery: true },
    weightG: null,
    weightSource: null,
    preparation: null,
    provenOnRadio: false,
    filters: [{ services: [CATPACE_SERVICE.uuid] }],
    service: CATPACE_SERVICE.uuid,
    namePrefix: null,
  },
  {
    family: 'progressor',
    name: 'Tindeq Progressor, Crimpdeq, Hangman, Mito',
    gives: { motion: false, tension: true, gyro: false, log: false, battery: true },
    weightG: null,
    weightSource: null,
    preparation: null,
    provenOnRadio: false,
    filters: [{ services: [PROGRESSOR_SERVICE.uuid] }, { namePrefix: PROGRESSOR_NAME_PREFIX }],
    service: PROGRESSOR_SERVICE.uuid,
    namePrefix: PROGRESSOR_NAME_PREFIX,
  },
  {
    family: 'movesense',
    name: 'Movesense',
    gives: { motion: true, tension: false, gyro: true, log: false, battery: true },
    weightG: null,
    weightSource: null,
    preparation: 'gatt-firmware',
    provenOnRadio: false,
    filters: [{ namePrefix: MOVESENSE_NAME_PREFIX }, { services: [MOVESENSE_SERVICE.uuid] }],
    service: MOVESENSE_SERVICE.uuid,
    namePrefix: MOVESENSE_NAME_PREFIX,
  },
  {
    family: 'polar',
    name: 'Polar Verity Sense, Polar H10',
    gives: { motion: true, tension: false, gyro: false, log: false, battery: true },
    weightG: null,
    weightSource: null,
    preparation: 'pairing',
    provenOnRadio: false,
    filters: [{ namePrefix: POLAR_NAME_PREFIX }],
    service: POLAR_PMD_SERVICE.uuid,
    namePrefix: POLAR_NAME_PREFIX,
  },
  {
    family: 'microbit',
    name: 'BBC micro:bit',
    gives: { motion: true, tension: false, gyro: false, log: false, battery: false },
    weightG: null,
    weightSource: null,
    preparation: 'program',
    provenOnRadio: false,
    filters: [{ namePrefix: MICROBIT_NAME_PREFIX }],
    service: MICROBIT_ACCELEROMETER_SERVICE.uuid,
    namePrefix: MICROBIT_NAME_PREFIX,
  },
  {
    family: 'thingy',
    name: 'Nordic Thingy:52',
    gives: { motion: true, tension: false, gyro: true, log: false, battery: true },
    weightG: null,
    weightSource: null,
    preparation: null,
    provenOnRadio: false,
    filters: [{ services: [THINGY_CONFIGURATION_SERVICE_UUID] }, { namePrefix: THINGY_NAME_PREFIX }],
    service: THINGY_MOTION_SERVICE.uuid,
    namePrefix: THINGY_NAME_PREFIX,
  },
];
