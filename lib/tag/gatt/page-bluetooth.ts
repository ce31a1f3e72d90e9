import { TagError } from '../tag-error';
import { withTimeout } from './with-timeout';

/** Longest wait for a question that the browser answers by itself, ms. Ours: what any operation may take. */
const ANSWER_TIMEOUT_MS = 8_000;

/** Which Bluetooth each device was chosen through: when that one hangs, the device is out of reach for good. */
const chosenThrough = new WeakMap<BluetoothDevice, Bluetooth>();
/** In place of the page's own, once that one hangs. */
let renewed: Bluetooth | null = null;

/** Bluetooth as this page may use it now; undefined where the browser has none. To be asked for anew before each use. */
export function pageBluetooth(): Bluetooth | undefined {
  return renewed ?? (globalThis.navigator as { bluetooth?: Bluetooth } | undefined)?.bluetooth;
}

/** To be called for each device that a chooser returned. */
export function rememberBluetooth(device: BluetoothDevice, bluetooth: Bluetooth): void {
  chosenThrough.set(device, bluetooth);
}

/**
 * Rejects with `TagError` `bluetooth-hung` when the Bluetooth that the device was chosen through answers nothing any more.
 * Chromium 156 on Linux drops the page's connection to Bluetooth when a link breaks and the system refuses a call that was under
 * way: from then on no promise of that `navigator.bluetooth` settles. Another frame of the same origin has its own connection and
 * the same permissions, so `pageBluetooth` is taken from a new frame: choosing the tag once more is enough, and the walk
 * goes on.
 */
export async function mustAnswer(device: BluetoothDevice): Promise<void> {
  const bluetooth = chosenThrough.get(device);
  if (bluetooth === undefined) return;
  try {
    await withTimeout(
      answerOf(bluetooth),
      ANSWER_TIMEOUT_MS,
      'bluetooth-hung',
      'The browser’s Bluetooth does not answer',
    );
  } catch (error) {
    // Two tags may find this out: the second one must not throw away what the first one's owner uses already.
    if (error instanceof TagError && pageBluetooth() === bluetooth) renewed = bluetoothOfNewFrame();
    throw error;
  }
}

/** Settles on any answer: a refusal is one too, only silence is not. */
async function answerOf(bluetooth: Bluetooth): Promise<void> {
  try {
    await bluetooth.getAvailability();
  } catch {
    // It spoke.
  }
}

function bluetoothOfNewFrame(): Bluetooth | null {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  return frame.contentWindow?.navigator.bluetooth ?? null;
}
