/** Services of the Bluetooth SIG that tags of many families have: Battery and Device Information. */

/** UUID assigned by the Bluetooth SIG: 16 bits in the Bluetooth base UUID (Core Specification, Vol 3, Part B, 2.5.1). */
const assignedUuid = (short: string): string => `0000${short}-0000-1000-8000-00805f9b34fb`;

export const BATTERY_SERVICE = {
  uuid: assignedUuid('180f'),
  /** Read, notify: u8 percent. */
  level: assignedUuid('2a19'),
} as const;

/** The serial number (0x2A25) is left out: it stands on the browsers' blocklist. */
export const DEVICE_INFORMATION_SERVICE = {
  uuid: assignedUuid('180a'),
  maker: assignedUuid('2a29'),
  model: assignedUuid('2a24'),
  firmware: assignedUuid('2a26'),
} as const;

/** A text characteristic: UTF-8, padding of zero bytes and blanks removed. Null when nothing is left. */
export function decodeText(view: DataView): string | null {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const text = new TextDecoder().decode(bytes).replaceAll('\0', '').trim();
  return text === '' ? null : text;
}

export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Battery level, percent. Null when the value is empty or beyond 100, which the specification reserves. */
export function decodeBatteryLevel(view: DataView): number | null {
  if (view.byteLength < 1) return null;
  const percent = view.getUint8(0);
  return percent <= 100 ? percent : null;
}
