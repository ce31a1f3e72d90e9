import { ArrivalBatcher } from '../arrival-batcher';
import type { StreamFormat } from '../frame';
import type { GattSession } from '../gatt/gatt-session';
import type { SensorDescription, SensorDriver, SensorFamily, SensorHost } from '../gatt/sensor-driver';
import { TagError } from '../tag-error';
import { THINGY_MOTION_SERVICE } from './profile';
import {
  decodeConfig,
  decodeRaw,
  encodeConfig,
  THINGY_DPS_PER_COUNT,
  THINGY_G_PER_COUNT,
  type ThingyConfig,
  WANTED_MOTION_HZ,
} from './protocol';

export const THINGY: SensorFamily = {
  family: 'thingy',
  fallbackName: 'Thingy:52',
  makeDriver: (host) => new ThingyDriver(host),
};

/** A Thingy:52: one sample a notification, without time or number. Its times are those of `ArrivalClock`. */
class ThingyDriver implements SensorDriver {
  readonly #host: SensorHost;
  #session: GattSession | null = null;
  #raw: BluetoothRemoteGATTCharacteristic | null = null;
  #motionHz = NaN;
  #batcher: ArrivalBatcher | null = null;

  constructor(host: SensorHost) {
    this.#host = host;
  }

  async open(session: GattSession): Promise<SensorDescription> {
    const service = await session.service(THINGY_MOTION_SERVICE.uuid);
    const raw = await session.characteristic(service, THINGY_MOTION_SERVICE.raw);
    const config = await session.characteristic(service, THINGY_MOTION_SERVICE.config);
    const { motionHz } = await this.#agree(session, config);
    const streams: readonly StreamFormat[] = [
      { kind: 'accel', unitPerCount: THINGY_G_PER_COUNT, rateHz: motionHz },
      { kind: 'gyro', unitPerCount: THINGY_DPS_PER_COUNT, rateHz: motionHz },
    ];
    // Over a reconnect the clock of the arrivals goes on.
    if (this.#batcher === null || motionHz !== this.#motionHz) this.#batcher = new ArrivalBatcher(streams);
    this.#motionHz = motionHz;
    session.listen(raw, (view) => this.#take(view));
    this.#session = session;
    this.#raw = raw;
    const capabilities = { accel: true, tension: false, gyro: true, log: false, button: false };
    return { capabilities, streams };
  }

  async start(): Promise<void> {
    if (this.#raw) await this.#session?.switchOn(this.#raw);
  }

  async stop(): Promise<void> {
    if (this.#raw) await this.#session?.switchOff(this.#raw);
    this.#flush();
  }

  close(): void {
    this.#flush();
    this.#session = null;
    this.#raw = null;
  }

  /** The Config in force afterwards. Written only where it differs: it goes to the Thingy's flash. */
  async #agree(
    session: GattSession,
    characteristic: BluetoothRemoteGATTCharacteristic,
  ): Promise<ThingyConfig> {
    const read = async (): Promise<ThingyConfig> => {
      const config = decodeConfig(await session.read(characteristic));
      if (config === null) throw new TagError('wrong-device', 'The Config of the Thingy is too short.');
      return config;
    };
    const present = await read();
    if (present.motionHz === WANTED_MOTION_HZ) return present;
    await session.write(characteristic, encodeConfig({ ...present, motionHz: WANTED_MOTION_HZ }));
    return read();
  }

  #take(view: DataView): void {
    const sample = decodeRaw(view);
    const isFault = sample === null;
    const frames = sample ? (this.#batcher?.push(this.#host.now(), [sample.accel, sample.gyro]) ?? []) : [];
    this.#host.take(view.byteLength, { frames, isFault });
  }

  #flush(): void {
    this.#host.flush(this.#batcher?.flush() ?? []);
  }
}
