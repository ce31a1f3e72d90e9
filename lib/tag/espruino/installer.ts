import type { TagErrorCode } from '../tag-error';
import {
  type BoardFile,
  type BoardState,
  CLEAR,
  CLEAR_MS,
  INSPECT,
  PROGRAM_FILE,
  readInspection,
  RESTART_MS,
  roomFor,
  startCode,
  startFiles,
  stopCode,
  versionIn,
  WIRING_FILE,
} from './board-files';
import {
  crc32,
  dataPacket,
  fileSendPacket,
  fingerprintOf,
  hasPackets,
  latin1,
  literal,
  writePiece,
} from './protocol';

/**
 * Putting the Catpace program on a board, as data: `stepInstall` takes what happened and returns the next thing to do; it
 * performs nothing.
 *
 *     inspect → stop (what runs) → clear (an older program) → send → verify → start at power-up → restart → done
 *
 * What makes the board run the program is taken away first and put in place last, so a board that is left in the middle is
 * a plain board. Beginning anew is always safe, and is what follows a failed verification.
 */

/** Bytes of a file in one packet: as much as the makers of Espruino send in one (uart.js, CHUNK). */
const PACKET_DATA_BYTES = 1024;
/** Bytes of a file in one line, where there are no packets. The whole line must fit into the board's memory. Ours. */
const LINE_DATA_BYTES = 200;
/** Whole installations that are tried, and questions before a silent board is given up. Ours. */
const INSTALL_ATTEMPTS = 3;
const ASK_ATTEMPTS = 4;
/** Most that a board needs to answer. Ours. */
const ANSWER_MS = 3_000;

/** Where a load cell's HX711 is wired, by the names of the board's pins. */
export interface LoadCellWiring {
  sck: string;
  dout: string;
  /** By the RATE pin of the HX711. */
  hz: 10 | 80;
}

export interface InstallOptions {
  /** The program as it goes onto the board (`leanProgram`). */
  program: string;
  wiring: LoadCellWiring | null;
  /** Replace another program that the board runs at power-up. */
  replace: boolean;
}

export type InstallPhase =
  | 'inspecting'
  | 'stopping'
  | 'clearing'
  | 'sending'
  | 'verifying'
  | 'finishing'
  | 'restarting'
  | 'done'
  | 'failed';

/** What is to be done next. Every one of the first three is answered by an event. */
export type InstallAction =
  /** Ask the board for the value of an expression: `answer` or `silence`. */
  | { type: 'ask'; expression: string; timeoutMs: number }
  /** Send a packet: `ack`, `nak` or `silence`. */
  | { type: 'send'; packet: Uint8Array; timeoutMs: number }
  /** Run a statement that answers nothing, then wait: `waited`. */
  | { type: 'run'; code: string; waitMs: number }
  | { type: 'done'; state: BoardState }
  | { type: 'fail'; code: TagErrorCode; message: string };

export type InstallEvent =
  | { type: 'answer'; value: unknown }
  | { type: 'ack' }
  | { type: 'nak' }
  | { type: 'silence' }
  | { type: 'waited' };

export interface Installation {
  phase: InstallPhase;
  /** Whole installations begun. */
  attempt: number;
  /** Questions in a row that stayed without answer. */
  silences: number;
  options: InstallOptions;
  state: BoardState | null;
  usesPackets: boolean;
  files: readonly BoardFile[];
  /** File and byte that go next; -1: the file has to be announced. */
  file: number;
  offset: number;
  /** 0 to 1; it never falls. */
  progress: number;
  action: InstallAction;
}

const ask = (expression: string, timeoutMs = ANSWER_MS): InstallAction => ({
  type: 'ask',
  expression,
  timeoutMs,
});
export function beginInstall(options: InstallOptions): Installation {
  return {
    phase: 'inspecting',
    attempt: 1,
    silences: 0,
    options,
    state: null,
    usesPackets: false,
    files: [],
    file: 0,
    offset: -1,
    progress: 0,
    action: ask(INSPECT),
  };
}

function fail(installation: Installation, code: TagErrorCode, message: string): Installation {
  return { ...installation, phase: 'failed', action: { type: 'fail', code, message } };
}

/** Another phase with its first action. Progress never falls, whatever is done again. */
function enter(
  installation: Installation,
  phase: InstallPhase,
  progress: number,
  action: InstallAction,
): Installation {
  return {
    ...installation,
    phase,
    action,
    silences: 0,
    progress: Math.max(progress, installation.progress),
  };
}

/** Something went wrong that may go well the next time. Packets are given up first. */
function beginAnew(installation: Installation, why: string): Installation {
  if (installation.attempt >= INSTALL_ATTEMPTS) return fail(installation, 'install-failed', why);
  const next = {
    ...installation,
    attempt: installation.attempt + 1,
    usesPackets: installation.usesPackets && installation.attempt === 1,
  };
  return enter(next, 'clearing', 0, ask(CLEAR, CLEAR_MS));
}

/** The next piece of the files, or the first question after them. */
function sendNext(installation: Installation): Installation {
  const { files, file, offset, usesPackets } = installation;
  const current = files[file];
  if (!current)
    return enter({ ...installation, file: 0 }, 'verifying', 0.9, ask(fingerprintOf(PROGRAM_FILE)));
  const size = current.bytes.length;
  const sent = files.slice(0, file).reduce((sum, { bytes }) => sum + bytes.length, 0) + Math.max(0, offset);
  const progress = 0.1 + (0.8 * sent) / files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (usesPackets) {
    const packet =
      offset < 0
        ? fileSendPacket(current.name, size)
        : dataPacket(current.bytes.slice(offset, offset + PACKET_DATA_BYTES));
    return enter(installation, 'sending', progress, { type: 'send', packet, timeoutMs: ANSWER_MS });
  }
  const at = Math.max(0, offset);
  const text = String.fromCharCode(...current.bytes.slice(at, at + LINE_DATA_BYTES));
  return enter(installation, 'sending', progress, ask(writePiece(current.name, text, at, size)));
}

function pieceDone(installation: Installation): Installation {
  const { files, file, offset, usesPackets } = installation;
  const next = usesPackets
    ? offset < 0
      ? 0
      : offset + PACKET_DATA_BYTES
    : Math.max(0, offset) + LINE_DATA_BYTES;
  const isWhole = next >= files[file]!.bytes.length;
  return sendNext({ ...installation, file: isWhole ? file + 1 : file, offset: isWhole ? -1 : next });
}

function isFingerprint(value: unknown, { bytes }: BoardFile): boolean {
  return Array.isArray(value) && value[0] === bytes.length && value[1] === crc32(bytes);
}

const finishing = (file: BoardFile): InstallAction => {
  const text = literal(String.fromCharCode(...file.bytes));
  const name = literal(file.name);
  return ask(`(function(s){s.write(${name},${text});return s.read(${name})===${text}})(require("Storage"))`);
};

function onAnswer(installation: Installation, value: unknown): Installation {
  const { phase, options, files, file, state } = installation;
  switch (phase) {
    case 'inspecting': {
      const found = readInspection(value, options.replace);
      if ('code' in found) return fail(installation, found.code, found.message);
      const next = { ...installation, state: found.state, usesPackets: hasPackets(found.version) };
      return enter(next, 'stopping', 0.03, {
        type: 'run',
        code: stopCode(found.state.board),
        waitMs: RESTART_MS,
      });
    }
    case 'clearing': {
      const wiring = options.wiring
        ? [{ name: WIRING_FILE, bytes: latin1(JSON.stringify(options.wiring)) }]
        : [];
      const sent = [{ name: PROGRAM_FILE, bytes: latin1(options.program) }, ...wiring];
      const needed = roomFor([...sent, ...startFiles(state!.board, options.program)]);
      if (typeof value !== 'number') return beginAnew(installation, 'The board could not clear its Storage.');
      if (value < needed)
        return fail(installation, 'board-full', `${needed} bytes are needed, ${value} are free.`);
      return sendNext({ ...installation, files: sent, file: 0, offset: -1 });
    }
    case 'sending':
      return value === true ? pieceDone(installation) : beginAnew(installation, 'The board refused a piece.');
    case 'verifying': {
      if (!isFingerprint(value, files[file]!))
        return beginAnew(installation, 'What is on the board is not what was sent.');
      const next = files[file + 1];
      if (next)
        return enter({ ...installation, file: file + 1 }, 'verifying', 0.92, ask(fingerprintOf(next.name)));
      const [first] = startFiles(state!.board, options.program);
      return enter({ ...installation, file: 0 }, 'finishing', 0.95, finishing(first!));
    }
    case 'finishing': {
      if (value !== true) return beginAnew(installation, 'The board did not keep its start-up file.');
      const next = startFiles(state!.board, options.program)[file + 1];
      if (next) return enter({ ...installation, file: file + 1 }, 'finishing', 0.97, finishing(next));
      const action: InstallAction = { type: 'run', code: startCode(state!.board), waitMs: RESTART_MS };
      return enter(installation, 'restarting', 0.98, action);
    }
    default:
      return installation;
  }
}

/** The state after something happened, with the next action in it. */
export function stepInstall(installation: Installation, event: InstallEvent): Installation {
  switch (event.type) {
    case 'answer':
      return onAnswer(installation, event.value);
    case 'ack':
      return installation.phase === 'sending' ? pieceDone(installation) : installation;
    case 'nak':
      return beginAnew(installation, 'The board refused a packet.');
    case 'silence':
      // A packet that was lost or not confirmed cannot be sent again: nothing says where it belongs.
      if (installation.action.type === 'send')
        return beginAnew(installation, 'The board did not confirm a packet.');
      return installation.silences + 1 >= ASK_ATTEMPTS
        ? fail(installation, 'board-silent', 'The board does not answer.')
        : { ...installation, silences: installation.silences + 1 };
    case 'waited':
      if (installation.phase === 'stopping')
        return enter(installation, 'clearing', 0.05, ask(CLEAR, CLEAR_MS));
      return installation.phase === 'restarting'
        ? enter(installation, 'done', 1, {
            type: 'done',
            state: { ...installation.state!, installed: versionIn(installation.options.program) },
          })
        : installation;
  }
}
