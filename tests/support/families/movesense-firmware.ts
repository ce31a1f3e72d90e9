import { BATTERY_SERVICE } from '../../../lib/tag/gatt/standard-services';
import { MOVESENSE_SERVICE } from '../../../lib/tag/movesense/profile';
import {
  ACCEL_CONFIG_PATH,
  decodeCommand,
  encodeAnswer,
  encodeData,
  encodeHelloAnswer,
  encodeVectors,
} from '../../../lib/tag/movesense/protocol';
import { STANDARD_GRAVITY_MS2 } from '../../../lib/units';
import type { ServiceSpec } from '../virtual-tag/bluez-peripheral';
import type { SampleSource } from '../virtual-tag/sample-source';
import { type FamilyFirmware, type Felt, Metronome, type Notified } from './family-firmware';

export interface MovesenseOptions {
  /** How a path has to end. */
  terminator?: 'zero' | 'none' | 'either';
  /** Data longer than this come in two notifications, bytes. */
  longestNotification?: number;
}

interface Subscription {
  kind: 'accel' | 'gyro';
  reference: number;
  metronome: Metronome;
  times: number[];
}

/** Samples of one message at 52 Hz. */
const SAMPLES_PER_MESSAGE = 4;

/** A Movesense sensor with the open sensor-data protocol. */
export class MovesenseFirmware implements FamilyFirmware {
  readonly advertised = [];
  readonly services: readonly ServiceSpec[];
  readonly felt: Felt[] = [];
  readonly written: Notified[] = [];
  readonly #source: SampleSource;
  readonly #options: Required<MovesenseOptions>;
  #bootedMs: number;
  #nowMs: number;
  #subscriptions: Subscription[] = [];
  #out: Notified[] = [];

  constructor(source: SampleSource, nowMs: number, options: MovesenseOptions = {}) {
    this.#source = source;
    this.#nowMs = nowMs;
    // It ran a while before anybody looked.
    this.#bootedMs = nowMs - 100_000;
    this.#options = { terminator: 'either', longestNotification: 158, ...options };
    const { uuid, command, response } = MOVESENSE_SERVICE;
    this.services = [
      {
        uuid,
        characteristics: [
          { uuid: command, flags: ['write'], write: (bytes) => this.#obey(bytes) },
          { uuid: response, flags: ['notify'] },
        ],
      },
      {
        uuid: BATTERY_SERVICE.uuid,
        characteristics: [{ uuid: BATTERY_SERVICE.level, flags: ['read'], read: () => Uint8Array.of(64) }],
      },
    ];
  }

  reboot(): void {
    this.#bootedMs = this.#nowMs;
    this.linkLost();
  }

  advance(nowMs: number): Notified[] {
    this.#nowMs = nowMs;
    for (const subscription of this.#subscriptions) {
      subscription.times.push(...subscription.metronome.take(nowMs));
      while (subscription.times.length >= SAMPLES_PER_MESSAGE) this.#sendSamples(subscription);
    }
    return this.#out.splice(0);
  }

  linkLost(): void {
    this.#subscriptions = [];
    this.#out = [];
  }

  #sendSamples({ kind, reference, times }: Subscription): void {
    const taken = times.splice(0, SAMPLES_PER_MESSAGE);
    const values = taken.flatMap((atMs) => {
      const felt = this.#source.sampleAt(kind, Math.max(0, atMs - this.#bootedMs));
      this.felt.push({ kind, atMs, values: felt });
      return kind === 'accel' ? felt.map((g) => g * STANDARD_GRAVITY_MS2) : [...felt];
    });
    const body = encodeVectors(Math.round(taken[0]! - this.#bootedMs), values);
    const room = this.#options.longestNotification - 2;
    this.#send(encodeData(reference, body.subarray(0, room)));
    if (body.length > room) this.#send(encodeData(reference, body.subarray(room), 2));
  }

  #obey(bytes: Uint8Array): void {
    this.written.push({ uuid: MOVESENSE_SERVICE.command, bytes });
    const read = decodeCommand(bytes);
    if (read === null) throw new Error('A command that is none');
    const { command, reference, path } = read;
    const endsInZero = bytes.at(-1) === 0;
    const { terminator } = this.#options;
    if (path !== '' && terminator !== 'either' && endsInZero !== (terminator === 'zero'))
      return this.#send(encodeAnswer(reference, 404));
    switch (command) {
      case 'hello':
        return this.#send(
          encodeHelloAnswer(reference, 1, ['174630000192', 'Movesense', '00:00', 'Default', '2.3.1']),
        );
      case 'get':
        if (path === ACCEL_CONFIG_PATH) return this.#send(encodeAnswer(reference, 200, [8]));
        return this.#send(encodeAnswer(reference, 404));
      case 'subscribe': {
        const match = /^\/Meas\/(Acc|Gyro)\/(13|26|52|104|208)$/.exec(path);
        if (!match) return this.#send(encodeAnswer(reference, 404));
        const metronome = new Metronome(1000 / Number(match[2]));
        metronome.start(this.#nowMs);
        const kind = match[1] === 'Acc' ? 'accel' : 'gyro';
        this.#subscriptions.push({ kind, reference, metronome, times: [] });
        return this.#send(encodeAnswer(reference, 200));
      }
      case 'unsubscribe':
        this.#subscriptions = this.#subscriptions.filter((one) => one.reference !== reference);
        return this.#send(encodeAnswer(reference, 200));
    }
  }

  #send(bytes: Uint8Array): void {
    this.#out.push({ uuid: MOVESENSE_SERVICE.response, bytes });
  }
}
