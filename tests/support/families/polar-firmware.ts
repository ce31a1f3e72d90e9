import {
  BATTERY_SERVICE,
  DEVICE_INFORMATION_SERVICE,
  encodeText,
} from '../../../lib/tag/gatt/standard-services';
import { encodeAnswer, type PolarSettings } from '../../../lib/tag/polar/control';
import { POLAR_PMD_SERVICE } from '../../../lib/tag/polar/profile';
import { encodeCompressedFrame, encodeRawFrame } from '../../../lib/tag/polar/protocol';
import type { ServiceSpec } from '../virtual-tag/bluez-peripheral';
import type { SampleSource } from '../virtual-tag/sample-source';
import { type FamilyFirmware, type Felt, Metronome, type Notified } from './family-firmware';

export type PolarModel = 'h10' | 'verity-sense';

const MODELS: Readonly<
  Record<PolarModel, { settings: PolarSettings; samplesPerFrame: number; compressed: boolean }>
> = {
  h10: {
    settings: { rateHz: [25, 50, 100, 200], resolutionBits: [16], rangeG: [2, 4, 8] },
    samplesPerFrame: 36,
    compressed: false,
  },
  'verity-sense': {
    settings: { rateHz: [52], resolutionBits: [16], rangeG: [8], channels: [3] },
    samplesPerFrame: 45,
    compressed: true,
  },
};

/** 2017-01-01T10:00 in ns since 2000: where a Verity Sense's clock begins (TimeSystemExplained.md). */
const FIRST_NS = 536_580_000_000_000_000n;

/** A Polar sensor with the measurement data service. */
export class PolarFirmware implements FamilyFirmware {
  readonly advertised = [];
  readonly services: readonly ServiceSpec[];
  readonly felt: Felt[] = [];
  readonly written: Notified[] = [];
  readonly #source: SampleSource;
  readonly #model: PolarModel;
  #bootedMs: number;
  #nowMs: number;
  #metronome: Metronome | null = null;
  #times: number[] = [];
  #out: Notified[] = [];

  constructor(source: SampleSource, nowMs: number, model: PolarModel = 'verity-sense') {
    this.#source = source;
    this.#nowMs = this.#bootedMs = nowMs;
    this.#model = model;
    const { uuid, control, data } = POLAR_PMD_SERVICE;
    this.services = [
      {
        uuid,
        characteristics: [
          {
            uuid: control,
            flags: ['read', 'write', 'indicate'],
            read: () => Uint8Array.of(0x0f, 0x06, 0x00),
            write: (bytes) => this.#obey(bytes),
          },
          { uuid: data, flags: ['notify'] },
        ],
      },
      {
        uuid: BATTERY_SERVICE.uuid,
        characteristics: [
          { uuid: BATTERY_SERVICE.level, flags: ['read', 'notify'], read: () => Uint8Array.of(90) },
        ],
      },
      {
        uuid: DEVICE_INFORMATION_SERVICE.uuid,
        characteristics: [
          {
            uuid: DEVICE_INFORMATION_SERVICE.maker,
            flags: ['read'],
            read: () => encodeText('Polar Electro Oy'),
          },
        ],
      },
    ];
  }

  reboot(): void {
    this.#bootedMs = this.#nowMs;
    this.linkLost();
  }

  advance(nowMs: number): Notified[] {
    this.#nowMs = nowMs;
    this.#times.push(...(this.#metronome?.take(nowMs) ?? []));
    const { samplesPerFrame } = MODELS[this.#model];
    while (this.#times.length >= samplesPerFrame) this.#sendSamples(this.#times.splice(0, samplesPerFrame));
    return this.#out.splice(0);
  }

  linkLost(): void {
    this.#metronome = null;
    this.#times = [];
    this.#out = [];
  }

  #sendSamples(times: readonly number[]): void {
    const milliG = times.flatMap((atMs) => {
      const values = this.#source.sampleAt('accel', atMs - this.#bootedMs);
      this.felt.push({ kind: 'accel', atMs, values });
      return values.map((g) => Math.max(-8000, Math.min(8000, Math.round(g * 1000))));
    });
    const lastNs = FIRST_NS + BigInt(Math.round((times.at(-1)! - this.#bootedMs) * 1e6));
    const encode = MODELS[this.#model].compressed ? encodeCompressedFrame : encodeRawFrame;
    this.#out.push({ uuid: POLAR_PMD_SERVICE.data, bytes: encode(lastNs, milliG) });
  }

  #obey(bytes: Uint8Array): void {
    this.written.push({ uuid: POLAR_PMD_SERVICE.control, bytes });
    const [op, type] = bytes;
    const { settings } = MODELS[this.#model];
    const answer = (reply: Uint8Array): void =>
      void this.#out.push({ uuid: POLAR_PMD_SERVICE.control, bytes: reply });
    if (type !== 2) return answer(Uint8Array.of(0xf0, op!, type ?? 0, 3, 0));
    if (op === 1) return answer(encodeAnswer('settings', 0, settings));
    if (op === 3) {
      const wasRunning = this.#metronome !== null;
      this.#metronome = null;
      this.#times = [];
      return answer(encodeAnswer('stop', wasRunning ? 0 : 6));
    }
    if (op !== 2) return answer(Uint8Array.of(0xf0, op!, 2, 1, 0));
    if (this.#metronome) return answer(encodeAnswer('start', 6));
    // [type][1][u16 rate] comes first.
    const rateHz = bytes[4]! + bytes[5]! * 256;
    if (bytes[2] !== 0 || !settings.rateHz!.includes(rateHz)) return answer(encodeAnswer('start', 8));
    this.#metronome = new Metronome(1000 / rateHz);
    this.#metronome.start(this.#nowMs);
    answer(encodeAnswer('start', 0));
  }
}
