import { BATTERY_SERVICE, DEVICE_INFORMATION_SERVICE } from '../gatt/standard-services';
import { CATPACE_SERVICE } from '../catpace/profile';
import { connectGatt } from '../gatt/connect';
import { tagErrorFrom } from '../gatt/gatt-errors';
import { OperationQueue } from '../gatt/operation-queue';
import { TagError } from '../tag-error';
import {
  type BoardState,
  CLEAR_MS,
  INSPECT,
  readInspection,
  REMOVE,
  RESTART_MS,
  stopCode,
} from './board-files';
import { ESPRUINO_BOARDS } from './boards';
import programSource from './catpace-tag.js?raw';
import {
  beginInstall,
  type InstallAction,
  type Installation,
  type InstallEvent,
  type InstallPhase,
  type LoadCellWiring,
  stepInstall,
} from './installer';
import { leanProgram } from './lean-program';
import { NORDIC_UART } from './profile';
import { UartConsole } from './uart-console';

const CONNECT_TIMEOUT_MS = 15_000;
/** A board inside a packet gives up after a second without a byte. */
const PACKET_RECOVERY_MS = 1_200;
/** After an interruption the console prints its prompt. Ours. */
const PROMPT_MS = 200;
const INSPECT_MS = 3_000;
const INSPECT_ATTEMPTS = 3;
/** Times that a link is taken up again while the program is being installed, and the pause before. Ours. */
const RECONNECTS = 2;
const RECONNECT_PAUSE_MS = 1_500;

/** Text of the program as it goes onto a board. */
export const TAG_PROGRAM = leanProgram(programSource);

export interface InstallProgress {
  phase: InstallPhase;
  /** 0 to 1; never falls. */
  fraction: number;
}

export interface InstallRequest {
  onProgress?: (progress: InstallProgress) => void;
  /** Where an HX711 is wired; none by default. */
  wiring?: LoadCellWiring | null;
  /** Replace another program that the board runs at power-up. Without it such a board is left alone (`board-not-empty`). */
  replace?: boolean;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Show the browser's chooser with the Espruino boards in reach, with and without the Catpace program. Must be called from a
 * click in a tab of a normal window. The device may be used as a Catpace tag afterwards (`new CatpaceTag(device)`). Rejects
 * with `TagError`: `chooser-cancelled`, `adapter-missing`, `bluetooth-blocked`, `bluetooth-unsupported`.
 */
export async function chooseEspruinoBoard(bluetooth: Bluetooth): Promise<BluetoothDevice> {
  try {
    return await bluetooth.requestDevice({
      filters: [
        { services: [NORDIC_UART.service] },
        ...ESPRUINO_BOARDS.map(({ namePrefix }) => ({ namePrefix })),
        { namePrefix: 'Catpace' },
      ],
      optionalServices: [
        NORDIC_UART.service,
        CATPACE_SERVICE.uuid,
        BATTERY_SERVICE.uuid,
        DEVICE_INFORMATION_SERVICE.uuid,
      ],
    });
  } catch (cause) {
    throw tagErrorFrom(cause, 'choose');
  }
}

/**
 * Install the Catpace program, or a newer version of it. Resolves when the board has been restarted with it and let go of: it
 * then advertises as a Catpace tag. Interrupted at any point, the board is a plain board, and this may be called again.
 *
 * Rejects with `TagError`: `board-unknown`, `firmware-too-old`, `board-not-empty`, `board-full`, `board-silent`,
 * `install-failed` (also when the link broke for good), `connect-timeout`, `wrong-device`.
 */
export async function installCatpace(
  device: BluetoothDevice,
  { onProgress = () => {}, wiring = null, replace = false }: InstallRequest = {},
): Promise<BoardState> {
  let fraction = 0;
  const report = ({ phase, progress }: Installation): void => {
    fraction = Math.max(fraction, progress);
    onProgress({ phase, fraction });
  };
  for (let lost = 0; ; lost += 1) {
    let installation = beginInstall({ program: TAG_PROGRAM, wiring, replace });
    try {
      return await withConsole(device, async (console) => {
        for (;;) {
          report(installation);
          const { action } = installation;
          if (action.type === 'done') return action.state;
          if (action.type === 'fail') throw new TagError(action.code, action.message);
          installation = stepInstall(installation, await perform(console, action));
        }
      });
    } catch (error) {
      if (!isLost(error)) throw error;
      // The board may drop the link when it starts anew. All that had to be written has been.
      if (installation.phase === 'restarting') {
        const end = stepInstall(installation, { type: 'waited' });
        report(end);
        if (end.action.type === 'done') return end.action.state;
      }
      if (lost >= RECONNECTS)
        throw new TagError('install-failed', 'The link to the board broke again and again.', {
          cause: error,
        });
      // The board was freed of another program on the way, if that was wanted.
      await wait(RECONNECT_PAUSE_MS);
    }
  }
}

/** What the board is and which version of the program is on it. Rejects as `installCatpace` does. */
export function readVersion(device: BluetoothDevice): Promise<BoardState> {
  return withConsole(device, inspect);
}

/**
 * Take the program, its log, its wiring and its calibration off the board, which then is what it was before. Rejects as
 * `installCatpace` does; may be called again.
 */
export async function uninstall(device: BluetoothDevice): Promise<void> {
  await withConsole(device, async (console) => {
    const { board, installed } = await inspect(console);
    // Another program that starts at power-up is none of ours.
    if (installed === null) return;
    await console.run(stopCode(board), RESTART_MS);
    const removed = await console.ask(REMOVE, CLEAR_MS);
    if (removed === undefined) throw new TagError('board-silent', 'The board does not answer.');
    if ((await ask(console, `require("Storage").read("catpace")===undefined`)) !== true)
      throw new TagError('install-failed', 'The program is still on the board.');
    await console.run('load()', RESTART_MS);
  });
}

const isLost = (error: unknown): boolean =>
  error instanceof TagError && (error.code === 'link-lost' || error.code === 'request-timeout');

/** Connect, open the console, and let go of the board afterwards, whatever happens. */
async function withConsole<T>(
  device: BluetoothDevice,
  work: (console: UartConsole) => Promise<T>,
): Promise<T> {
  const queue = new OperationQueue();
  const onDrop = (): void => queue.abandon();
  const server = await connectGatt(device, CONNECT_TIMEOUT_MS);
  device.addEventListener('gattserverdisconnected', onDrop);
  try {
    const find = <F>(name: string, operation: () => Promise<F>): Promise<F> =>
      queue.run(name, async () => {
        try {
          return await operation();
        } catch (error) {
          throw tagErrorFrom(error, 'discover');
        }
      });
    const service = await find('Looking for the console', () =>
      server.getPrimaryService(NORDIC_UART.service),
    );
    const receive = await find('Looking for its input', () => service.getCharacteristic(NORDIC_UART.receive));
    const transmit = await find('Looking for its output', () =>
      service.getCharacteristic(NORDIC_UART.transmit),
    );
    const console = new UartConsole(queue, receive, { wait });
    transmit.addEventListener('characteristicvaluechanged', (event) => {
      // `value` is overwritten by the next notification: it is copied before this returns.
      const { value } = event.target as BluetoothRemoteGATTCharacteristic;
      if (value) console.hear(new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice());
    });
    await queue.run('Listening to the board', () => transmit.startNotifications());
    await console.interrupt();
    await wait(PROMPT_MS);
    return await work(console);
  } finally {
    device.removeEventListener('gattserverdisconnected', onDrop);
    queue.abandon();
    try {
      device.gatt?.disconnect();
    } catch {
      // It was not connected.
    }
  }
}

async function perform(
  console: UartConsole,
  action: Exclude<InstallAction, { type: 'done' | 'fail' }>,
): Promise<InstallEvent> {
  if (action.type === 'run') {
    await console.run(action.code, action.waitMs);
    return { type: 'waited' };
  }
  if (action.type === 'ask') {
    const answer = await console.ask(action.expression, action.timeoutMs);
    if (answer) return { type: 'answer', value: answer.value };
  } else {
    const confirmation = await console.send(action.packet, action.timeoutMs);
    if (confirmation === 'ack') return { type: 'ack' };
    await wait(PACKET_RECOVERY_MS);
    await console.interrupt();
    await wait(PROMPT_MS);
    return { type: confirmation };
  }
  await console.interrupt();
  await wait(PROMPT_MS);
  return { type: 'silence' };
}

async function ask(console: UartConsole, expression: string): Promise<unknown> {
  for (let attempt = 0; attempt < INSPECT_ATTEMPTS; attempt += 1) {
    const answer = await console.ask(expression, INSPECT_MS);
    if (answer) return answer.value;
    await console.interrupt();
    await wait(PROMPT_MS);
  }
  throw new TagError('board-silent', 'The board does not answer.');
}

async function inspect(console: UartConsole): Promise<BoardState> {
  const found = readInspection(await ask(console, INSPECT), true);
  if ('code' in found) throw new TagError(found.code, found.message);
  return found.state;
}
