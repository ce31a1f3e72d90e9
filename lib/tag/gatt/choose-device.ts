import { TagError } from '../tag-error';
import { bluetoothAvailability } from './bluetooth-availability';
import { tagErrorFrom } from './gatt-errors';

/**
 * Show the browser's chooser. Must be called from a click in a tab of a normal window. Rejects with `TagError`:
 * `chooser-cancelled`, `adapter-missing`, `bluetooth-off`, `bluetooth-blocked`, `bluetooth-unsupported`.
 */
export async function chooseDevice(
  bluetooth: Bluetooth,
  options: RequestDeviceOptions,
): Promise<BluetoothDevice> {
  try {
    return await bluetooth.requestDevice(options);
  } catch (cause) {
    const error = tagErrorFrom(cause, 'choose');
    // A chooser that closes because Bluetooth went away says "cancelled" as well. It was there when the chooser opened.
    if (error.code === 'chooser-cancelled' && (await bluetoothAvailability(bluetooth)) === 'adapter-missing')
      throw new TagError('bluetooth-off', 'Bluetooth went away while the chooser was open.', { cause });
    throw error;
  }
}
