export type EspruinoBoardId = 'puck' | 'bangle2' | 'xiao';

/** A coin cell cannot feed a load cell; a LiPo feeds both. */
export type LoadCellPower = 'own-battery' | 'shared-battery';

/** A board that the Catpace program can be installed on, and what it then gives. What to know of it is in locales/. */
export interface EspruinoBoard {
  id: EspruinoBoardId;
  name: string;
  /** `process.env.BOARD` of its firmware. */
  firmwareBoard: string;
  /** Begin of the name that it advertises before the program is on it (BLUETOOTH_NAME_PREFIX in espruino/Espruino boards/). */
  namePrefix: string;
  motion: { rangeG: readonly number[]; rateHz: number };
  /** With an HX711 and a load cell wired to two free pins; null where no pins are led out. */
  tension: { suggestedPins: { sck: string; dout: string }; power: LoadCellPower } | null;
  hasButton: boolean;
  /** Null: the board cannot tell its charge. */
  battery: 'percent' | null;
  /** With case and battery, g; null where no source says. */
  weightG: number | null;
  /** How the program comes to run: by itself at power-up, or as an app that the owner opens. */
  starts: 'by-itself' | 'as-app';
}

/** Sources: docs/espruino.md. None of this was proven on a real board yet. */
export const ESPRUINO_BOARDS: readonly EspruinoBoard[] = [
  {
    id: 'puck',
    name: 'Puck.js v2',
    firmwareBoard: 'PUCKJS',
    namePrefix: 'Puck.js',
    motion: {
      rangeG: [2, 4, 8, 16],
      rateHz: 52,
    },
    tension: {
      suggestedPins: { sck: 'D1', dout: 'D2' },
      power: 'own-battery',
    },
    hasButton: true,
    battery: 'percent',
    weightG: 14,
    starts: 'by-itself',
  },
  {
    id: 'bangle2',
    name: 'Bangle.js 2',
    firmwareBoard: 'BANGLEJS2',
    namePrefix: 'Bangle.js',
    motion: {
      rangeG: [4],
      rateHz: 50,
    },
    tension: null,
    hasButton: true,
    battery: 'percent',
    weightG: null,
    starts: 'as-app',
  },
  {
    id: 'xiao',
    name: 'Seeed XIAO BLE',
    firmwareBoard: 'XIAOBLE',
    namePrefix: 'XIAOBLE',
    motion: {
      rangeG: [2, 4, 8, 16],
      rateHz: 52,
    },
    tension: {
      suggestedPins: { sck: 'D1', dout: 'D2' },
      power: 'shared-battery',
    },
    hasButton: false,
    battery: null,
    weightG: null,
    starts: 'by-itself',
  },
];

export function boardByFirmware(firmwareBoard: string): EspruinoBoard | null {
  return ESPRUINO_BOARDS.find((board) => board.firmwareBoard === firmwareBoard) ?? null;
}
