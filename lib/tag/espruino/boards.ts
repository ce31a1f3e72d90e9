export type EspruinoBoardId = 'puck' | 'bangle2' | 'xiao';

/** A board that the Catpace program can be installed on, and what it then gives. */
export interface EspruinoBoard {
  id: EspruinoBoardId;
  name: string;
  /** `process.env.BOARD` of its firmware. */
  firmwareBoard: string;
  /** Begin of the name that it advertises before the program is on it (BLUETOOTH_NAME_PREFIX in espruino/Espruino boards/). */
  namePrefix: string;
  motion: { rangeG: readonly number[]; rateHz: number; note: string };
  /** With an HX711 and a load cell wired to two free pins; null where no pins are led out. */
  tension: { suggestedPins: { sck: string; dout: string }; note: string } | null;
  log: string;
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
      note: 'Motion at 52 Hz up to ±16 g, turning rates on request.',
    },
    tension: {
      suggestedPins: { sck: 'D1', dout: 'D2' },
      note: 'Its coin cell cannot feed a load cell: give the load cell a LiPo of its own.',
    },
    log: 'Keeps about the last 50 seconds.',
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
      note: 'Motion at 50 Hz, clipped at 4 g: bolts show, their size does not.',
    },
    tension: null,
    log: 'Keeps about the last 10 minutes.',
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
      note: 'Motion at 52 Hz up to ±16 g, on the Sense only. Espruino has to be put on the board first.',
    },
    tension: {
      suggestedPins: { sck: 'D1', dout: 'D2' },
      note: 'With a small LiPo it feeds the load cell too.',
    },
    log: 'Keeps about the last 10 minutes.',
    hasButton: false,
    battery: null,
    weightG: null,
    starts: 'by-itself',
  },
];

export function boardByFirmware(firmwareBoard: string): EspruinoBoard | null {
  return ESPRUINO_BOARDS.find((board) => board.firmwareBoard === firmwareBoard) ?? null;
}
