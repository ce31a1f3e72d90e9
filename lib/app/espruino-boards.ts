import { ESPRUINO_BOARDS, type EspruinoBoard } from '../tag/espruino/boards';

/** What the page that makes a tag tells of each board. */
export const BOARDS: readonly EspruinoBoard[] = ESPRUINO_BOARDS;
