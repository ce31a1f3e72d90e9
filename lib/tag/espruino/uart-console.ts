import type { OperationQueue } from '../gatt/operation-queue';
import {
  answerIn,
  chunksOf,
  CTRL_C,
  questionLine,
  readUart,
  SMALLEST_CHUNK_BYTES,
  statementLine,
} from './protocol';

/** A board that sent XOFF and never XON is written to again after this time, ms (uart.js of EspruinoWebTools waits as long). */
const PAUSE_MS = 10_000;

export type Confirmation = 'ack' | 'nak' | 'silence';

/** What the console needs of the world. */
export interface ConsoleWorld {
  wait(ms: number): Promise<void>;
}

/**
 * Talk to the console of one connected board, one thing at a time. Rejects with `TagError` when the link goes; a board that
 * says nothing is `undefined` or `silence`.
 */
export class UartConsole {
  readonly #queue: OperationQueue;
  readonly #receive: BluetoothRemoteGATTCharacteristic;
  readonly #world: ConsoleWorld;
  #chunkBytes = SMALLEST_CHUNK_BYTES;
  #rest = '';
  #questions = 0;
  #onLine: (line: string) => void = () => {};
  #onConfirmation: (confirmation: 'ack' | 'nak') => void = () => {};
  #paused: Promise<void> | null = null;
  #resume: () => void = () => {};

  /** @param receive the characteristic that is written to; what the other one brings goes into `hear` */
  constructor(queue: OperationQueue, receive: BluetoothRemoteGATTCharacteristic, world: ConsoleWorld) {
    this.#queue = queue;
    this.#receive = receive;
    this.#world = world;
  }

  /** Bytes from the board. */
  hear(bytes: Uint8Array): void {
    // What the board sends in one piece is what the link carries; no browser tells it.
    this.#chunkBytes = Math.max(this.#chunkBytes, bytes.length);
    const { rest, events } = readUart(this.#rest, bytes);
    this.#rest = rest;
    for (const event of events) {
      if (typeof event === 'object') this.#onLine(event.line);
      else if (event === 'pause') this.#pause();
      else if (event === 'resume') this.#resume();
      else this.#onConfirmation(event);
    }
  }

  /** Break out of whatever runs and clear the line. */
  async interrupt(): Promise<void> {
    this.#resume();
    await this.#write(CTRL_C);
  }

  /** The value of an expression; undefined when the board does not say it in time. */
  async ask(expression: string, timeoutMs: number): Promise<{ value: unknown } | undefined> {
    const id = (this.#questions += 1);
    const answered = new Promise<{ value: unknown }>((resolve) => {
      this.#onLine = (line) => {
        const answer = answerIn(line, id);
        if (answer) resolve(answer);
      };
    });
    await this.#write(questionLine(expression, id));
    return this.#within(answered, timeoutMs, undefined);
  }

  async send(packet: Uint8Array, timeoutMs: number): Promise<Confirmation> {
    const confirmed = new Promise<Confirmation>((resolve) => {
      this.#onConfirmation = resolve;
    });
    await this.#write(packet);
    return this.#within(confirmed, timeoutMs, 'silence');
  }

  async run(code: string, waitMs: number): Promise<void> {
    await this.#write(statementLine(code));
    await this.#queue.orAbandoned(this.#world.wait(waitMs));
  }

  #within<T, U>(work: Promise<T>, ms: number, otherwise: U): Promise<T | U> {
    return this.#queue.orAbandoned(Promise.race([work, this.#world.wait(ms).then(() => otherwise)]));
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (const chunk of chunksOf(bytes, this.#chunkBytes)) {
      if (this.#paused) await this.#queue.orAbandoned(this.#paused);
      await this.#queue.run('Writing to the board', () =>
        this.#receive.writeValueWithResponse(chunk as Uint8Array<ArrayBuffer>),
      );
    }
  }

  #pause(): void {
    if (this.#paused) return;
    const resumed = new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
    this.#paused = Promise.race([resumed, this.#world.wait(PAUSE_MS)]).then(() => {
      this.#paused = null;
    });
  }
}
