/** Values of the standard Device Information and Battery services (Bluetooth SIG). */

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
