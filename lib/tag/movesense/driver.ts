import { BootWatch } from '../boot-watch';
import type { StreamFormat } from '../frame';
import type { GattSession } from '../gatt/gatt-session';
import type {
  Received,
  SensorDescription,
  SensorDriver,
  SensorFamily,
  SensorHost,
} from '../gatt/sensor-driver';
import { withTimeout } from '../gatt/with-timeout';
import { HoleCounter } from '../hole-counter';
import { paceFrames } from '../pace-frames';
import { TagError } from '../tag-error';
import { UnwrapU32 } from '../unwrap-u32';
import { accelFormat, GYRO_FORMAT, toCounts } from './counts';
import { joinParts } from './join-parts';
import { MOVESENSE_SERVICE } from './profile';
import {
  ACCEL_CONFIG_PATH,
  accelPath,
  decodeHello,
  decodeMessage,
  decodeStatus,
  encodeCommand,
  gyroPath,
  type Hello,
  isDone,
  MOVESENSE_RATE_HZ,
  type MovesenseCommand,
} from './protocol';

export const MOVESENSE: SensorFamily = {
  family: 'movesense',
  fallbackName: 'Movesense',
  makeDriver: (host) => new MovesenseDriver(host),
};

/** Our numbers for what runs: answers and data come back with them. */
const REFERENCE = { ask: 1, accel: 10, gyro: 11 } as const;
const ANSWER_TIMEOUT_MS = 4_000;

interface SensorStream {
  format: StreamFormat;
  path: string;
  holes: HoleCounter;
  parts: ReturnType<typeof joinParts>;
}

/** A Movesense sensor by its open sensor-data protocol. Its own log is not used. */
class MovesenseDriver implements SensorDriver {
  readonly #host: SensorHost;
  readonly #boots = new BootWatch();
  #clock = new UnwrapU32();
  #session: GattSession | null = null;
  #write: BluetoothRemoteGATTCharacteristic | null = null;
  #streams = new Map<number, SensorStream>();
  readonly #pending = new Map<number, (body: Uint8Array) => void>();
  #turn: Promise<unknown> = Promise.resolve();
  /** Whether this sensor wants a zero at the end of a path. Found out at the first refusal. */
  #terminated = false;

  constructor(host: SensorHost) {
    this.#host = host;
  }

  async open(session: GattSession): Promise<SensorDescription> {
    const service = await session.service(MOVESENSE_SERVICE.uuid);
    this.#write = await session.characteristic(service, MOVESENSE_SERVICE.command);
    const response = await session.characteristic(service, MOVESENSE_SERVICE.response);
    this.#session = session;
    await session.subscribe(response, (view) => this.#take(view));
    const hello = await this.#hello();
    const streams = [accelFormat(await this.#accelRangeG()), GYRO_FORMAT];
    this.#streams = new Map(
      streams.map((format) => [
        format.kind === 'accel' ? REFERENCE.accel : REFERENCE.gyro,
        {
          format,
          path: (format.kind === 'accel' ? accelPath : gyroPath)(MOVESENSE_RATE_HZ),
          holes: new HoleCounter(),
          parts: joinParts(),
        },
      ]),
    );
    return {
      capabilities: { accel: true, tension: false, gyro: true, log: false, button: false },
      streams,
      model: hello.product,
      firmware: hello.appVersion && `${hello.appName ?? ''} ${hello.appVersion}`.trim(),
    };
  }

  async start(): Promise<void> {
    for (const [reference, { path, holes }] of this.#streams) {
      holes.reset();
      await this.#request('subscribe', reference, path);
    }
  }

  async stop(): Promise<void> {
    for (const reference of this.#streams.keys()) await this.#request('unsubscribe', reference);
  }

  close(): void {
    this.#session = null;
    this.#write = null;
    this.#pending.clear();
  }

  async #hello(): Promise<Hello> {
    const hello = decodeHello(await this.#ask('hello', REFERENCE.ask, ''));
    if (hello === null) throw new TagError('wrong-device', 'The sensor greets with nothing.');
    return hello;
  }

  /** Null when the sensor does not say. */
  async #accelRangeG(): Promise<number | null> {
    try {
      const [rangeG] = await this.#request('get', REFERENCE.ask, ACCEL_CONFIG_PATH);
      return rangeG !== undefined && [2, 4, 8, 16].includes(rangeG) ? rangeG : null;
    } catch (error) {
      this.#session?.mustHold(error);
      return null;
    }
  }

  /** Ask for something with a status. Rejects with `request-refused`; what follows the status comes back. */
  async #request(command: MovesenseCommand, reference: number, path = ''): Promise<Uint8Array> {
    let answer = decodeStatus(await this.#ask(command, reference, path));
    if (path !== '' && answer && !isDone(answer.status)) {
      // Sensors differ in how a path ends.
      this.#terminated = !this.#terminated;
      answer = decodeStatus(await this.#ask(command, reference, path));
    }
    if (answer && isDone(answer.status)) return answer.rest;
    throw new TagError(
      'request-refused',
      `The sensor answers "${command}" with ${answer?.status ?? 'nothing'}.`,
    );
  }

  #ask(command: MovesenseCommand, reference: number, path: string): Promise<Uint8Array> {
    const turn = this.#turn.then(async () => {
      const [session, write] = [this.#session, this.#write];
      if (!session || !write) throw new TagError('link-lost', 'The sensor is not connected.');
      // Listening before writing: the answer may overtake the write's own response.
      const answered = new Promise<Uint8Array>((resolve) => this.#pending.set(reference, resolve));
      try {
        await session.write(write, encodeCommand(command, reference, path, { terminated: this.#terminated }));
        const answer = session.queue.orAbandoned(answered);
        return await withTimeout(
          answer,
          ANSWER_TIMEOUT_MS,
          'request-timeout',
          `No answer to "${command} ${path}"`,
        );
      } finally {
        this.#pending.delete(reference);
      }
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  #take(view: DataView): void {
    const message = decodeMessage(view);
    if (message.kind === 'answer') this.#pending.get(message.reference)?.(message.body);
    const stream = message.kind === 'data' ? this.#streams.get(message.reference) : undefined;
    const received: Received =
      message.kind === 'data' && stream
        ? this.#samples(stream, message.part, message.body)
        : { frames: [], isFault: message.kind === 'fault' };
    this.#host.take(view.byteLength, received);
  }

  #samples({ format, holes, parts }: SensorStream, part: 1 | 2, body: Uint8Array): Received {
    const { vectors, isFault } = parts(part, body, 1000 / format.rateHz);
    if (vectors === null) return { frames: [], isFault };
    let deviceMs = this.#clock.unwrap(vectors.tMs);
    if (this.#boots.look(deviceMs, this.#host.now())) {
      this.#clock = new UnwrapU32();
      deviceMs = this.#clock.unwrap(vectors.tMs);
      for (const stream of this.#streams.values()) stream.holes.reset();
      this.#host.newBoot();
    }
    const n = vectors.values.length / 3;
    const periodMs = 1000 / format.rateHz;
    const times = Float64Array.from({ length: n }, (_, i) => deviceMs + i * periodMs);
    return {
      frames: paceFrames({ ...format, toleranceMs: 2 }, times, toCounts(vectors.values, format)),
      isFault,
      missingFrames: this.#host.streaming ? holes.count(deviceMs, n * periodMs) : 0,
    };
  }
}
