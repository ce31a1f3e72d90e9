import type { TagErrorCode } from '../tag-error';
import { boardByFirmware, type EspruinoBoard } from './boards';
import { type FirmwareVersion, isAtLeast, latin1, literal, parseFirmware } from './protocol';

/** The program's name in the Storage, as a module. All files of ours begin with it. */
export const PROGRAM_FILE = 'catpace';
export const WIRING_FILE = 'catpace.json';
const RUN = 'require("catpace").start();';
/** Ours: about as old as the Bangle.js 2. Older firmware was not looked at. */
const OLDEST_FIRMWARE: FirmwareVersion = { major: 2, minor: 11 };
/** A file's header in the Storage (espruino/Espruino src/jsflash.h). */
const HEADER_BYTES = 32;
/** Erasing, and compacting the Storage, may take so long, ms. Ours. */
export const CLEAR_MS = 20_000;
/** The interpreter starts anew, ms. Ours. */
export const RESTART_MS = 1_500;

export interface BoardFile {
  name: string;
  bytes: Uint8Array;
}

export interface BoardState {
  /** Version of Espruino, such as "2v25". */
  firmware: string;
  board: EspruinoBoard;
  /** Version of the Catpace program on it; null: none. */
  installed: string | null;
}

/** The board's state in one question: firmware, board, begin of our program, whether it runs another one, motion sensor. */
export const INSPECT =
  '(function(s){var p=s.read("catpace",0,40),b=s.read(".bootcde"),m=1;' +
  'if(process.env.BOARD=="PUCKJS"){try{Puck.accelRd(15)}catch(e){if((""+e).indexOf("v1")>=0)m=0}}' +
  `return [process.env.VERSION,process.env.BOARD,p||null,!!(s.read(".bootrst")||(b&&b!=${literal(RUN)})),m]})` +
  '(require("Storage"))';

/** The version in the first line of the program; null when there is no program. */
export function versionIn(head: unknown): string | null {
  return typeof head === 'string' ? (/VERSION = '([^']+)'/.exec(head)?.[1] ?? 'unknown') : null;
}

/** What the board said to `INSPECT`, or why nothing can be installed on it. */
export function readInspection(
  value: unknown,
  replace: boolean,
): { state: BoardState; version: FirmwareVersion } | { code: TagErrorCode; message: string } {
  if (!Array.isArray(value) || value.length !== 5)
    return { code: 'board-unknown', message: 'This is no Espruino board.' };
  const [firmware, name, head, isTaken, hasMotion] = value as unknown[];
  const version = typeof firmware === 'string' ? parseFirmware(firmware) : null;
  const board = typeof name === 'string' ? boardByFirmware(name) : null;
  if (version === null || board === null || typeof firmware !== 'string')
    return { code: 'board-unknown', message: `No program for ${String(name)} with ${String(firmware)}.` };
  if (hasMotion !== 1) return { code: 'board-unknown', message: 'A Puck.js v1 has no motion sensor.' };
  if (!isAtLeast(version, OLDEST_FIRMWARE))
    return { code: 'firmware-too-old', message: `The board runs Espruino ${firmware}.` };
  if (isTaken === true && !replace && board.starts === 'by-itself')
    return { code: 'board-not-empty', message: 'The board runs another program at power-up.' };
  return { state: { firmware, board, installed: versionIn(head) }, version };
}

/** Files that make the board run the program: at power-up, or as an app in the launcher. */
export function startFiles(board: EspruinoBoard, program: string): BoardFile[] {
  if (board.starts === 'by-itself') return [{ name: '.bootcde', bytes: latin1(RUN) }];
  const info = {
    id: 'catpace',
    name: 'Catpace tag',
    src: 'catpace.app.js',
    version: versionIn(program),
    files: 'catpace.info,catpace.app.js,catpace',
    data: 'catpace.json,catpace.cal',
  };
  return [
    { name: 'catpace.app.js', bytes: latin1(RUN) },
    { name: 'catpace.info', bytes: latin1(JSON.stringify(info)) },
  ];
}

/** Room that files take in the Storage, bytes. */
export function roomFor(files: readonly BoardFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length + HEADER_BYTES, 0);
}

/**
 * Stop what runs: first what makes the board run it, then a fresh interpreter. Only then may files go, or code would be pulled
 * away under its own feet: on a Puck.js it runs right from flash.
 */
export function stopCode({ starts }: EspruinoBoard): string {
  const unhook = 'require("Storage").erase(".bootcde");require("Storage").erase(".bootrst");';
  return `${starts === 'by-itself' ? unhook : ''}reset()`;
}

/** Run what is stored: on a watch, our app. */
export function startCode({ starts }: EspruinoBoard): string {
  return starts === 'by-itself' ? 'load()' : 'load("catpace.app.js")';
}

const eraseWhere = (condition: string): string =>
  `(function(s){s.list().forEach(function(n){if(${condition})s.erase(n)});s.compact();return s.getFree()})(require("Storage"))`;

/** Erase an older program and its log; bytes that are free then. A calibration outlives an update. */
export const CLEAR = eraseWhere('n.substr(0,7)=="catpace"&&n!="catpace.cal"');
/** Erase all that is ours. */
export const REMOVE = eraseWhere('n.substr(0,7)=="catpace"');
