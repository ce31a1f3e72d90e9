import { ArrivalBatcher } from '../arrival-batcher';
import type { GattSession } from '../gatt/gatt-session';
import type { SensorDescription, SensorDriver, SensorFamily, SensorHost } from '../gatt/sensor-driver';
import { MICROBIT_ACCELEROMETER_SERVICE } from './profile';
import { decodePeriod, decodeSample, encodePeriod, MICROBIT_G_PER_COUNT, WANTED_PERIOD_MS } from './protocol';

export const MICROBIT: SensorFamily = {
  family: 'microbit',
  fallbackName: 'BBC micro:bit',
  makeDriver: (host) => new MicrobitDriver(host),
};

/** A micro:bit: one sample a notification, without time or number. Its times are those of `ArrivalClock`. */
class MicrobitDriver implements SensorDriver {
  readonly #host: SensorHost;
  #session: GattSession | null = null;
  #data: BluetoothRemoteGATTCharacteristic | null = null;
  #periodMs = NaN;
  #batcher: ArrivalBatcher | null = null;

  constructor(host: SensorHost) {
    this.#host = host;
  }

  async open(session: GattSession): Promise<SensorDescription> {
    const service = await session.service(MICROBIT_ACCELEROMETER_SERVICE.uuid);
    const data = await session.characteristic(service, MICROBIT_ACCELEROMETER_SERVICE.data);
    const period = await session.characteristic(service, MICROBIT_ACCELEROMETER_SERVICE.period);
    await session.write(period, encodePeriod(WANTED_PERIOD_MS));
    // The board takes the nearest period that its sensor has: what is in force stands here afterwards.
    const periodMs = decodePeriod(await session.read(period)) ?? WANTED_PERIOD_MS;
    const streams = [{ kind: 'accel', unitPerCount: MICROBIT_G_PER_COUNT, rateHz: 1000 / periodMs }] as const;
    // Over a reconnect the clock of the arrivals goes on.
    if (this.#batcher === null || periodMs !== this.#periodMs) this.#batcher = new ArrivalBatcher(streams);
    this.#periodMs = periodMs;
    session.listen(data, (view) => this.#take(view));
    this.#session = session;
    this.#data = data;
    const capabilities = { accel: true, tension: false, gyro: false, log: false, button: false };
    return { capabilities, streams };
  }

  async start(): Promise<void> {
    if (this.#data) await this.#session?.switchOn(this.#data);
  }

  async stop(): Promise<void> {
    if (this.#data) await this.#session?.switchOff(this.#data);
    this.#flush();
  }

  close(): void {
    this.#flush();
    this.#session = null;
    this.#data = null;
  }

  #take(view: DataView): void {
    const sample = decodeSample(view);
    const isFault = sample === null;
    const frames = sample ? (this.#batcher?.push(this.#host.now(), [sample]) ?? []) : [];
    this.#host.take(view.byteLength, { frames, isFault });
  }

  #flush(): void {
    this.#host.flush(this.#batcher?.flush() ?? []);
  }
}
