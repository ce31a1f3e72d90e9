import { MICROBIT_ACCELEROMETER_SERVICE } from '../../../lib/tag/microbit/profile';
import { encodeSample } from '../../../lib/tag/microbit/protocol';
import type { ServiceSpec } from '../virtual-tag/bluez-peripheral';
import type { SampleSource } from '../virtual-tag/sample-source';
import { type FamilyFirmware, type Felt, Metronome, type Notified } from './family-firmware';

/** Periods of the first boards' sensor, ms (microbit-dal MMA8653.cpp). */
const PERIODS_MS = [1, 2, 5, 10, 20, 80, 160, 640];
/** Asked for 20 ms, a board sends a little faster (microbit-dal#300). */
export const TRUE_SHARE_OF_PERIOD = 0.9;

/** A BBC micro:bit with the accelerometer service on. */
export class MicrobitFirmware implements FamilyFirmware {
  /** The advertisement holds the name alone. */
  readonly advertised = [];
  readonly services: readonly ServiceSpec[];
  readonly felt: Felt[] = [];
  readonly written: Notified[] = [];
  readonly #source: SampleSource;
  readonly #shareOfPeriod: number;
  readonly #bootedMs: number;
  #periodMs = 160;
  #metronome = new Metronome(160);
  #nowMs: number;

  constructor(source: SampleSource, nowMs: number, shareOfPeriod = 1) {
    this.#source = source;
    this.#nowMs = this.#bootedMs = nowMs;
    this.#shareOfPeriod = shareOfPeriod;
    const { uuid, data, period } = MICROBIT_ACCELEROMETER_SERVICE;
    this.services = [
      {
        uuid,
        characteristics: [
          {
            uuid: data,
            flags: ['read', 'notify'],
            read: () => encodeSample([0, 0, 1]),
            onSubscribed: (on) => (on ? this.#metronome.start(this.#nowMs) : this.#metronome.stop()),
          },
          {
            uuid: period,
            flags: ['read', 'write'],
            read: () => new Uint8Array(Uint16Array.of(this.#periodMs).buffer),
            write: (bytes) => this.#setPeriod(bytes),
          },
        ],
      },
    ];
  }

  advance(nowMs: number): Notified[] {
    this.#nowMs = nowMs;
    return this.#metronome.take(nowMs).map((atMs) => {
      const [x, y, z] = this.#source.sampleAt('accel', atMs - this.#bootedMs) as [number, number, number];
      this.felt.push({ kind: 'accel', atMs, values: [x, y, z] });
      return { uuid: MICROBIT_ACCELEROMETER_SERVICE.data, bytes: encodeSample([x, y, z]) };
    });
  }

  linkLost(): void {
    this.#metronome.stop();
  }

  #setPeriod(bytes: Uint8Array): void {
    this.written.push({ uuid: MICROBIT_ACCELEROMETER_SERVICE.period, bytes });
    const wantedMs = new DataView(bytes.buffer, bytes.byteOffset).getUint16(0, true);
    if (wantedMs < 2) throw new Error('The board has crashed.');
    const off = (periodMs: number): number => Math.abs(periodMs - wantedMs);
    this.#periodMs = PERIODS_MS.reduce((best, periodMs) => (off(periodMs) < off(best) ? periodMs : best));
    const wasRunning = this.#metronome.running;
    this.#metronome = new Metronome(this.#periodMs * this.#shareOfPeriod);
    if (wasRunning) this.#metronome.start(this.#nowMs);
  }
}
