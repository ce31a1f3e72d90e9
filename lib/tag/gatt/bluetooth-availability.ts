import type { Unsubscribe } from '../tag';

/**
 * What can be told before a tag is chosen.
 *
 * - `unsupported`: no Web Bluetooth here (Firefox, Safari, Linux without the flag, a page without a secure origin).
 * - `adapter-missing`: `getAvailability()` is false. Chromium answers false when Bluetooth is forbidden by policy, when the
 *   machine has no Low Energy, or no adapter (`adapter->IsPresent()`, web_bluetooth_service_impl.cc).
 * - `bluetooth-off`: it was available a moment ago on this page and is no longer. Only `watchBluetoothAvailability` can tell.
 * - `ready`: there is an adapter. **It may still be switched off**: Chromium's answer leaves the power out, and its chooser
 *   says so itself ("Turn on Bluetooth"); closing that chooser looks like any other cancelled chooser.
 * - `unknown`: the browser does not say.
 */
export type BluetoothAvailability = 'ready' | 'unsupported' | 'adapter-missing' | 'bluetooth-off' | 'unknown';

type Availability = Pick<Bluetooth, 'getAvailability' | 'addEventListener' | 'removeEventListener'>;

/** Missing in many browsers, whatever the type says; Node has no `navigator` at all before version 21. */
const ownBluetooth = (): Availability | undefined =>
  (globalThis.navigator as { bluetooth?: Availability } | undefined)?.bluetooth;

/** Never rejects. */
export async function bluetoothAvailability(
  bluetooth: Availability | undefined = ownBluetooth(),
): Promise<BluetoothAvailability> {
  if (bluetooth === undefined) return 'unsupported';
  try {
    return (await bluetooth.getAvailability()) ? 'ready' : 'adapter-missing';
  } catch {
    return 'unknown';
  }
}

/** Hear of Bluetooth coming and going while the page is open. */
export function watchBluetoothAvailability(
  listener: (availability: BluetoothAvailability) => void,
  bluetooth: Availability | undefined = ownBluetooth(),
): Unsubscribe {
  if (bluetooth === undefined) return () => {};
  let wasThere = false;
  const look = async (): Promise<void> => {
    const availability = await bluetoothAvailability(bluetooth);
    listener(availability === 'adapter-missing' && wasThere ? 'bluetooth-off' : availability);
    wasThere ||= availability === 'ready';
  };
  const onChange = (): void => void look();
  bluetooth.addEventListener('availabilitychanged', onChange);
  void bluetoothAvailability(bluetooth).then((availability) => {
    wasThere ||= availability === 'ready';
  });
  return () => bluetooth.removeEventListener('availabilitychanged', onChange);
}
