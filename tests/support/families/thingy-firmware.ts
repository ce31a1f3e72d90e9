import {
  BATTERY_SERVICE,
  DEVICE_INFORMATION_SERVICE,
  encodeText,
} from '../../../lib/tag/gatt/standard-services';
import { THINGY_CONFIGURATION_SERVICE_UUID, THINGY_MOTION_SERVICE } from '../../../lib/tag/thingy/profile';
import { decodeConfig, encodeConfig, encodeRaw } from '../../../lib/tag/thingy/protocol';
import type { ServiceSpec } from '../virtual-tag/bluez-peripheral';
import type { SampleSource } from '../virtual-tag/sample-source';
import { type FamilyFirmware, type Felt, Metronome, type Notified } from './family-firmware';

/** A Nordic Thingy:52. */
export class ThingyFirmware implements FamilyFirmware {
  readonly advertised = [THINGY_CONFIGURATION_SERVICE_UUID];
  readonly services: readonly ServiceSpec[];
  readonly felt: Felt[] = [];
  readonly written: Notified[] = [];
  readonly #source: SampleSource;
  readonly #bootedMs: number;
  #nowMs: number;
  #config = { pedometerMs: 1000, temperatureMs: 500, compassMs: 500, motionHz: 200, wakeOnMotion: true };
  #metronome = new Metronome(5);

  constructor(source: SampleSource, nowMs: number) {
    this.#source = source;
    this.#nowMs = this.#bootedMs = nowMs;
    const { uuid, config, raw } = THINGY_MOTION_SERVICE;
    this.services = [
      {
        uuid,
        characteristics: [
          {
            uuid: config,
            flags: ['read', 'write'],
            read: () => encodeConfig(this.#config),
            write: (bytes) => this.#configure(bytes),
          },
          {
            uuid: raw,
            flags: ['notify'],
            onSubscribed: (on) => (on ? this.#metronome.start(this.#nowMs) : this.#metronome.stop()),
          },
        ],
      },
      {
        uuid: BATTERY_SERVICE.uuid,
        characteristics: [
          { uuid: BATTERY_SERVICE.level, flags: ['read', 'notify'], read: () => Uint8Array.of(81) },
        ],
      },
      {
        uuid: DEVICE_INFORMATION_SERVICE.uuid,
        characteristics: [
          { uuid: DEVICE_INFORMATION_SERVICE.firmware, flags: ['read'], read: () => encodeText('2.2.0') },
        ],
      },
    ];
  }

  advance(nowMs: number): Notified[] {
    this.#nowMs = nowMs;
    return this.#metronome.take(nowMs).map((atMs) => {
      const accel = this.#source.sampleAt('accel', atMs - this.#bootedMs);
      const gyro = this.#source.sampleAt('gyro', atMs - this.#bootedMs);
      this.felt.push({ kind: 'accel', atMs, values: accel }, { kind: 'gyro', atMs, values: gyro });
      return { uuid: THINGY_MOTION_SERVICE.raw, bytes: encodeRaw(accel, gyro) };
    });
  }

  linkLost(): void {
    this.#metronome.stop();
  }

  #configure(bytes: Uint8Array): void {
    this.written.push({ uuid: THINGY_MOTION_SERVICE.config, bytes });
    const config = decodeConfig(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (config === null || config.motionHz > 200) throw new Error('Write not permitted');
    this.#config = config;
    const wasRunning = this.#metronome.running;
    this.#metronome = new Metronome(1000 / config.motionHz);
    if (wasRunning) this.#metronome.start(this.#nowMs);
  }
}
