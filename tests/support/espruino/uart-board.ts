import type { EspruinoBoard } from '../espruino-board';

export interface UartFaults {
  /** Letters are echoed, also on lines that asked for silence. */
  echo?: boolean;
  /** Bytes that the interpreter takes in a millisecond. */
  bytesPerMs?: number;
  /** The host's write with this number never reaches the interpreter. */
  dropWrite?: (index: number) => boolean;
  /** Confirmations with this number are not sent. */
  dropConfirmation?: (index: number) => boolean;
  /** The link breaks at the host's write with this number. */
  breakAtWrite?: (index: number) => boolean;
  /** The console is somewhere else: nothing is answered. */
  silent?: boolean;
}

/** Input that waits for the interpreter, bytes: XOFF and XON are sent at these fills, and what does not fit is lost. */
const BUFFER = { pauseAt: 300, resumeAt: 100, size: 512 };
const PACKET_TIMEOUT_MS = 1000;
const TYPE = { fileSend: 0x6000, data: 0x8000 };

/**
 * The console of a stand-in board, byte by byte, by README_Protocol.md and src/jsinteractive.c of espruino/Espruino: lines,
 * echo, Ctrl-C, DLE, packets from 2v25 on, flow control. What it runs, the board's own realm runs.
 */
export class UartBoard {
  readonly board: EspruinoBoard;
  /** Set by who listens: one notification. */
  transmit: (bytes: Uint8Array) => void = () => {};
  onBreak: () => void = () => {};
  faults: UartFaults;
  writes = 0;
  pauses = 0;
  lostBytes = 0;
  /** Bytes that a notification holds. */
  readonly #payload: number;
  #input: number[] = [];
  #output: number[] = [];
  #line = '';
  #isSilentLine = false;
  #afterDle = false;
  #packet: number[] | null = null;
  #packetAtMs = 0;
  #file: { name: string; size: number; offset: number } | null = null;
  #confirmations = 0;
  #isPaused = false;
  /** Bytes that may be taken now. */
  #credit = 0;

  constructor(board: EspruinoBoard, faults: UartFaults = {}, payload = 50) {
    this.board = board;
    this.faults = faults;
    this.#payload = payload;
    board.onPrint = (text) => this.#print(text);
    board.clock.every(1, () => this.#work());
  }

  /** The host's write of one value. */
  receive(bytes: Uint8Array): void {
    const index = this.writes++;
    if (this.faults.breakAtWrite?.(index)) return this.onBreak();
    if (this.faults.dropWrite?.(index)) return;
    for (const byte of bytes) {
      if (this.#input.length >= BUFFER.size) this.lostBytes += 1;
      // Ctrl-C is taken in the interrupt, ahead of what waits.
      else if (byte === 3 && this.#packet === null) {
        this.#input = [];
        this.#line = '';
        this.#print('\r\n>');
      } else this.#input.push(byte);
    }
    if (!this.#isPaused && this.#input.length > BUFFER.pauseAt) {
      this.#isPaused = true;
      this.pauses += 1;
      this.#output.push(19);
    }
  }

  /** The link is gone: what waited is lost, and a packet or a line in the middle too. */
  forget(): void {
    this.#input = [];
    this.#output = [];
    this.#line = '';
    this.#packet = null;
    this.#isPaused = false;
  }

  #work(): void {
    const nowMs = this.board.clock.nowMs;
    if (this.#packet && nowMs - this.#packetAtMs > PACKET_TIMEOUT_MS) {
      this.#packet = null;
      this.#confirm(21);
    }
    this.#credit = Math.min(64, this.#credit + (this.faults.bytesPerMs ?? 20));
    const taken = this.#input.splice(0, Math.floor(this.#credit));
    this.#credit -= taken.length;
    for (const byte of taken) this.#take(byte);
    if (this.#isPaused && this.#input.length < BUFFER.resumeAt) {
      this.#isPaused = false;
      this.#output.push(17);
    }
    if (this.#output.length > 0 && !this.faults.silent)
      this.transmit(Uint8Array.from(this.#output.splice(0, this.#payload)));
  }

  #take(byte: number): void {
    if (this.#packet) {
      this.#packet.push(byte);
      this.#packetAtMs = this.board.clock.nowMs;
      const [high = 0, low = 0] = this.#packet;
      const length = ((high << 8) | low) & 0x1fff;
      if (this.#packet.length < 2 || this.#packet.length < 2 + length) return;
      const data = Buffer.from(this.#packet.slice(2));
      this.#packet = null;
      this.#confirm(this.#takePacket((high << 8) & 0xe000, data) ? 6 : 21);
      return;
    }
    const hasPackets = Number(/v(\d+)/.exec(this.board.firmware)?.[1]) >= 25;
    if (this.#afterDle && byte === 1 && hasPackets) {
      this.#packet = [];
      this.#packetAtMs = this.board.clock.nowMs;
    } else if (byte === 16 && this.#line === '') this.#isSilentLine = true;
    else if (byte === 10) this.#runLine();
    else if (byte >= 32) {
      this.#line += String.fromCharCode(byte);
      if (this.faults.echo || !this.#isSilentLine) this.#print(String.fromCharCode(byte));
    }
    this.#afterDle = byte === 16;
  }

  #takePacket(type: number, data: Buffer): boolean {
    try {
      if (type === TYPE.fileSend) {
        const { fn, s } = JSON.parse(data.toString('latin1')) as { fn: string; s: number };
        this.#file = { name: fn, size: s, offset: 0 };
        return true;
      }
      if (type !== TYPE.data || !this.#file) return false;
      const { name, offset, size } = this.#file;
      this.board.storage.write(name, data.toString('latin1'), offset, size);
      this.#file.offset += data.length;
      return true;
    } catch (error) {
      this.#print(`Uncaught ${String(error)}\r\n`);
      return false;
    }
  }

  #confirm(byte: number): void {
    if (!this.faults.dropConfirmation?.(this.#confirmations++)) this.#output.push(byte);
  }

  #runLine(): void {
    const open = (this.#line.match(/[([{]/g) ?? []).length - (this.#line.match(/[)\]}]/g) ?? []).length;
    if (open > 0 && !/["']/.test(this.#line)) {
      this.#line += '\n';
      return;
    }
    const line = this.#line;
    const isSilent = this.#isSilentLine && !this.faults.echo;
    this.#line = '';
    this.#isSilentLine = false;
    try {
      const value = this.board.evaluate(line);
      if (!isSilent) this.#print(`\r\n=${String(value)}\r\n>`);
    } catch (error) {
      this.#print(`Uncaught ${String(error)}\r\n`);
    }
  }

  #print(text: string): void {
    this.#output.push(...Buffer.from(text, 'latin1'));
  }
}
