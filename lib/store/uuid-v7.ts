/** Random bytes that one id needs. */
export const UUID_RANDOM_BYTES = 10;

/**
 * UUID version 7 (RFC 9562, section 5.7): 48 bits of epoch ms, then 74 random bits.
 * Ids of later milliseconds sort after earlier ones as strings. `random` holds at least `UUID_RANDOM_BYTES` bytes.
 */
export function uuidV7(epochMs: number, random: Uint8Array): string {
  if (random.length < UUID_RANDOM_BYTES) throw new RangeError('uuidV7 needs 10 random bytes');
  if (!Number.isInteger(epochMs) || epochMs < 0 || epochMs >= 2 ** 48)
    throw new RangeError(`not a time in whole epoch ms: ${epochMs}`);
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(epochMs / 2 ** 32));
  view.setUint32(2, epochMs % 2 ** 32);
  bytes.set(random.subarray(0, UUID_RANDOM_BYTES), 6);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A new id from the browser's clock and random source. */
export function newId(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES)));
}
