import { readFileSync } from 'node:fs';
import { leanProgram } from '../../../lib/tag/espruino/lean-program';
import { type BoardOptions, EspruinoBoard } from '../espruino-board';

/** The program as it stands in the repository, with its comments. */
export const PROGRAM_SOURCE = readFileSync(
  new URL('../../../lib/tag/espruino/catpace-tag.js', import.meta.url),
  'utf8',
);

/** A board on which the very text that the installer sends has been stored, switched on. */
export function installedBoard(options: BoardOptions, prepare: (board: EspruinoBoard) => void = () => {}) {
  const board = new EspruinoBoard(options);
  board.storage.write('catpace', leanProgram(PROGRAM_SOURCE));
  board.storage.write('.bootcde', 'require("catpace").start();');
  prepare(board);
  board.powerUp();
  return board;
}
