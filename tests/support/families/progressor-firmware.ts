import { PROGRESSOR_SERVICE } from '../../../lib/tag/progressor/profile';
import {
  decodeCommand,
  encodeAnswer,
  encodeWeights,
  LOW_POWER_MESSAGE,
} from '../../../lib/tag/progressor/protocol';
import { STANDARD_GRAVITY_MS2 } from '../../../lib/units';
import type { ServiceSpec } from '../virtual-tag/bluez-peripheral';
import type { SampleSource } from '../virtual-tag/sample-source';
import { type FamilyFirmware, type Felt, Metronome, type Notified } from './family-firmware';

export interface ProgressorOptions {
  rateHz?: number;
  /** Without: measures from the first connection on, unasked, and cannot be told anything (Mito). */
  hasControl?: boolean;
  /** Null: does not answer (some clones). */
  batteryMilliV?: number | null;
  /** µs at the start of a measurement: near 2^32 to see the wrap. */
  firstMicros?: number;
}

/** Samples that share a notification. */
const SAMPLES_PER_NOTIFICATION = 8;

/** A force gauge of the Progressor family. */
export class ProgressorFirmware implements FamilyFirmware {
  readonly advertised = [PROGRESSOR_SERVICE.uuid];
  readonly services: readonly ServiceSpec[];
  readonly felt: Felt[] = [];
  readonly written: Notified[] = [];
  readonly #source: SampleSource;
  readonly #options: Required<ProgressorOptions>;
  readonly #metronome: Metronome;
  #out: Notified[] = [];
  #waiting: { kg: number; micros: number }[] = [];
  #nowMs: number;
  readonly #bootedMs: number;
  #startedMs = 0;
  #zeroN = 0;

  constructor(source: SampleSource, nowMs: number, options: ProgressorOptions = {}) {
    this.#source = source;
    this.#nowMs = this.#bootedMs = nowMs;
    this.#options = { rateHz: 80, hasControl: true, batteryMilliV: 3_930, firstMicros: 0, ...options };
    this.#metronome = new Metronome(1000 / this.#options.rateHz);
    const onSubscribed = (on: boolean): void => {
      if (on && !this.#options.hasControl) this.#start();
    };
    const { uuid, data, control } = PROGRESSOR_SERVICE;
    this.services = [
      {
        uuid,
        characteristics: [
          { uuid: data, flags: ['notify'], onSubscribed },
          ...(this.#options.hasControl
            ? [{ uuid: control, flags: ['write' as const], write: (bytes: Uint8Array) => this.#obey(bytes) }]
            : []),
        ],
      },
    ];
  }

  /** Warn of an empty battery. */
  warn(): void {
    this.#send(LOW_POWER_MESSAGE);
  }

  advance(nowMs: number): Notified[] {
    this.#nowMs = nowMs;
    for (const atMs of this.#metronome.take(nowMs)) {
      const pullN = this.#source.sampleAt('tension', atMs - this.#bootedMs)[0]! - this.#zeroN;
      this.felt.push({ kind: 'tension', atMs, values: [pullN] });
      this.#waiting.push({
        kg: pullN / STANDARD_GRAVITY_MS2,
        micros: (Math.round((atMs - this.#startedMs) * 1000) + this.#options.firstMicros) % 2 ** 32,
      });
      if (this.#waiting.length === SAMPLES_PER_NOTIFICATION || this.#options.rateHz < 20) this.#sendWaiting();
    }
    return this.#out.splice(0);
  }

  linkLost(): void {
    this.#metronome.stop();
    this.#waiting = [];
    this.#out = [];
  }

  #obey(bytes: Uint8Array): void {
    this.written.push({ uuid: PROGRESSOR_SERVICE.control, bytes });
    switch (decodeCommand(bytes)) {
      case 'start':
        return this.#start();
      case 'stop':
        this.#sendWaiting();
        return this.#metronome.stop();
      case 'tare':
        this.#zeroN += this.felt.at(-1)?.values[0] ?? 0;
        return;
      case 'version':
        return this.#send(encodeAnswer(new TextEncoder().encode('1.2.3')));
      case 'battery': {
        if (this.#options.batteryMilliV === null) return;
        const value = Uint32Array.of(this.#options.batteryMilliV);
        return this.#send(encodeAnswer(new Uint8Array(value.buffer)));
      }
      case null:
        throw new Error(`A command that must never be sent: ${bytes.join(' ')}`);
    }
  }

  #start(): void {
    this.#waiting = [];
    this.#startedMs = this.#nowMs;
    this.#metronome.stop();
    this.#metronome.start(this.#nowMs);
  }

  #sendWaiting(): void {
    const samples = this.#waiting.splice(0);
    if (samples.length === 0) return;
    this.#send(
      encodeWeights(
        samples.map(({ kg }) => kg),
        samples.map(({ micros }) => micros),
      ),
    );
  }

  #send(bytes: Uint8Array): void {
    this.#out.push({ uuid: PROGRESSOR_SERVICE.data, bytes });
  }
}
