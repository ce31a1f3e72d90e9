import { TagError } from '../tag-error';
import { bluetoothAvailability } from './bluetooth-availability';
import { tagErrorFrom } from './gatt-errors';
import { rememberBluetooth } from './page-bluetooth';

/**
 * Show the browser's chooser. Must be called from a click in a tab of a normal window. Rejects with `TagError`:
 * `chooser-cancelled`, `adapter-missing`, `bluetooth-off`, `bluetooth-blocked`, `bluetooth-unsupported`.
 */
export async function chooseDevice(
  bluetooth: Bluetooth,
  options: RequestDeviceOptions,
): Promise<BluetoothDevice> {
  try {
    const device = await bluetooth.requestDevice(options);
    rememberBluetooth(device, bluetooth);
    return device;
  } catch (cause) {
    const error = tagErrorFrom(cause, 'choose');
    // A chooser that closes because Bluetooth went away says "cancelled" as well. It was there when the chooser opened.
    if (error.code === 'chooser-cancelled' && (await hasGone(bluetooth)))
      throw new TagError('bluetooth-off', 'Bluetooth went away while the chooser was open.', { cause });
    throw error;
  }
}

/** The system tells the browser that an adapter is gone a little after the chooser has closed, ms. Ours. */
const SECOND_LOOK_MS = 300;

async function hasGone(bluetooth: Bluetooth): Promise<boolean> {
  if ((await bluetoothAvailability(bluetooth)) === 'adapter-missing') return true;
  await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
  return (await bluetoothAvailability(bluetooth)) === 'adapter-missing';
}
