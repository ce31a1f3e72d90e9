import { TagError } from '../tag-error';
import { tagErrorFrom } from './gatt-errors';
import { mustAnswer } from './page-bluetooth';
import { withTimeout } from './with-timeout';

/**
 * Connect, or give up in time. `gatt.connect()` can hang for a minute and defeat any back-off; calling `disconnect()` ends
 * such an attempt (https://webbluetoothcg.github.io/web-bluetooth/#dom-bluetoothremotegattserver-disconnect).
 * Rejects with `TagError`: `bluetooth-hung` when the tag has to be chosen anew.
 */
export async function connectGatt(
  device: BluetoothDevice,
  timeoutMs: number,
): Promise<BluetoothRemoteGATTServer> {
  const { gatt } = device;
  if (gatt === undefined) throw new TagError('wrong-device', 'The device has no GATT server.');
  await mustAnswer(device);
  const hangUp = (): void => {
    try {
      gatt.disconnect();
    } catch {
      // It was not connected.
    }
  };
  try {
    return await withTimeout(gatt.connect(), timeoutMs, 'connect-timeout', 'The tag did not answer', hangUp);
  } catch (error) {
    throw tagErrorFrom(error, 'connect');
  }
}
