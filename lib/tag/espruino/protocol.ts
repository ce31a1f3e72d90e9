/**
 * The console of an Espruino board as bytes (espruino/Espruino README_Protocol.md, src/jsinteractive.c):
 *
 * - Ctrl-C (3) breaks out of running code and clears the input line.
 * - DLE (16) at the beginning of a line: this line runs without echo and without its value being printed.
 * - From 2v25 on, packets: DLE, SOH (1), u16 type and length (big-endian: 3 bits, 13 bits), data. Answered by ACK (6) or
 *   NAK (21); 1 s without a byte inside a packet is a NAK.
 * - XOFF (19) and XON (17) come when the board's input buffer is nearly full, and when it has room again.
 */
const DLE = 0x10;
const SOH = 0x01;
export const CTRL_C = Uint8Array.of(3);

/** Packets come with this firmware (ChangeLog of Espruino). */
const PACKETS_SINCE: FirmwareVersion = { major: 2, minor: 25 };
/** The longest packet, bytes. */
const MAX_PACKET_BYTES = 0x1fff;
const PACKET_TYPE = { fileSend: 0x6000, data: 0x8000 } as const;
/** What every Bluetooth link carries in one write, bytes. */
export const SMALLEST_CHUNK_BYTES = 20;

export interface FirmwareVersion {
  major: number;
  minor: number;
}

/** "2v25", "2v25.12": null when it is none of these. */
export function parseFirmware(text: string): FirmwareVersion | null {
  const match = /^(\d+)v(\d+)(?:\.|$)/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : null;
}

export function isAtLeast(version: FirmwareVersion, least: FirmwareVersion): boolean {
  return version.major > least.major || (version.major === least.major && version.minor >= least.minor);
}

export function hasPackets(version: FirmwareVersion): boolean {
  return isAtLeast(version, PACKETS_SINCE);
}

/** Bytes for one write each. */
export function chunksOf(bytes: Uint8Array, chunkBytes: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.slice(at, at + chunkBytes));
  return chunks;
}

/** Text of 8-bit letters as bytes. @throws RangeError for any other letter */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    if (code > 255) throw new RangeError(`Not an 8-bit letter: ${char}`);
    return code;
  });
}

/** A line that runs silently. */
export function statementLine(code: string): Uint8Array {
  return latin1(`${String.fromCharCode(DLE)}${code}\n`);
}

/**
 * A line that prints the value of an expression as JSON behind a marker. The marker is not in the line itself: an echo of the
 * line cannot be taken for its answer. `id` tells answers apart.
 */
export function questionLine(expression: string, id: number): Uint8Array {
  return statementLine(`Bluetooth.println("CP"+${id}+":"+JSON.stringify(${expression}))`);
}

/** The value in a line that the board printed; undefined when it is no answer to this question. */
export function answerIn(line: string, id: number): { value: unknown } | undefined {
  const marker = `CP${id}:`;
  const at = line.indexOf(marker);
  if (at < 0) return undefined;
  try {
    return { value: JSON.parse(line.slice(at + marker.length)) as unknown };
  } catch {
    // Cut off, or letters were lost on the way.
    return undefined;
  }
}

/** A string literal of 7-bit letters without line breaks, which JSON is for such text. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

function packet(type: number, data: Uint8Array): Uint8Array {
  if (data.length > MAX_PACKET_BYTES) throw new RangeError(`A packet holds ${MAX_PACKET_BYTES} bytes`);
  const head = type | data.length;
  return Uint8Array.of(DLE, SOH, head >> 8, head & 0xff, ...data);
}

/** Announces a file in the Storage, of this size. The packets that follow fill it. */
export function fileSendPacket(name: string, sizeBytes: number): Uint8Array {
  return packet(PACKET_TYPE.fileSend, latin1(JSON.stringify({ fn: name, s: sizeBytes })));
}

/** The next bytes of the announced file. A packet says nothing of its place: a lost one means beginning anew. */
export function dataPacket(data: Uint8Array): Uint8Array {
  return packet(PACKET_TYPE.data, data);
}

/**
 * For firmware without packets: an expression that puts a piece of a file into place and is true when it lies there, also when
 * it did before. So it may be asked twice.
 */
export function writePiece(name: string, text: string, offset: number, sizeBytes: number): string {
  return (
    `(function(n,d,o,z){var s=require("Storage");` +
    `if(o&&s.read(n,o,d.length)===d)return true;return s.write(n,d,o,z)})` +
    `(${literal(name)},${literal(text)},${offset},${sizeBytes})`
  );
}

/** Length and CRC-32 of a file; null when there is none. */
export function fingerprintOf(name: string): string {
  return `(function(d){return d===undefined?null:[d.length,E.CRC32(d)]})(require("Storage").read(${literal(name)}))`;
}

/** The common CRC-32 (reflected, polynomial EDB88320), as `E.CRC32` reckons it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export type UartEvent = 'ack' | 'nak' | 'pause' | 'resume' | { line: string };

const CONTROL_EVENTS: Readonly<Record<number, Exclude<UartEvent, object>>> = {
  6: 'ack',
  21: 'nak',
  19: 'pause',
  17: 'resume',
};
const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;

/** What the board says, piece after piece: control letters and whole lines. `rest` goes into the next call. */
export function readUart(rest: string, bytes: Uint8Array): { rest: string; events: UartEvent[] } {
  const events: UartEvent[] = [];
  let line = rest;
  for (const byte of bytes) {
    const event = CONTROL_EVENTS[byte];
    if (event) events.push(event);
    else if (byte === LINE_FEED) {
      events.push({ line });
      line = '';
    } else if (byte !== CARRIAGE_RETURN) line += String.fromCharCode(byte);
  }
  return { rest: line, events };
}
