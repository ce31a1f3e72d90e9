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
import {
  chooseSettings,
  decodeControl,
  encodeCommand,
  type PolarControl,
  type PolarOp,
  type PolarSettings,
} from './control';
import { POLAR_PMD_SERVICE } from './profile';
import { countsPerMilliG, decodeFrame, milliGToCounts } from './protocol';

export const POLAR: SensorFamily = {
  family: 'polar',
  fallbackName: 'Polar sensor',
  makeDriver: (host) => new PolarDriver(host),
};

type Answer = Extract<PolarControl, { kind: 'answer' }>;

const ANSWER_TIMEOUT_MS = 5_000;
/** Where the sensor offers no choice: what the Verity Sense has (polar-ble-sdk documentation/products/PolarVeritySense.md). */
const DEFAULTS = { rateHz: 52, rangeG: 8 } as const;

/** The accelerometer of a Polar sensor. Its time is that of the sensor's own clock; only the last sample of a frame has one. */
class PolarDriver implements SensorDriver {
  readonly #host: SensorHost;
  readonly #boots = new BootWatch();
  readonly #holes = new HoleCounter();
  #session: GattSession | null = null;
  #control: BluetoothRemoteGATTCharacteristic | null = null;
  #pending: { op: PolarOp; answer: (answer: Answer) => void } | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #settings: PolarSettings = {};
  #rangeG: number = DEFAULTS.rangeG;
  #format: StreamFormat | null = null;
  #factor: number | null = null;

  constructor(host: SensorHost) {
    this.#host = host;
  }

  async open(session: GattSession): Promise<SensorDescription> {
    const service = await session.service(POLAR_PMD_SERVICE.uuid);
    this.#control = await session.characteristic(service, POLAR_PMD_SERVICE.control);
    const data = await session.characteristic(service, POLAR_PMD_SERVICE.data);
    this.#session = session;
    await session.subscribe(this.#control, (view) => this.#takeControl(view));
    await session.subscribe(data, (view) => this.#takeData(view));
    const { settings } = await this.#request('settings');
    this.#settings = chooseSettings(settings);
    this.#rangeG = this.#settings.rangeG?.[0] ?? DEFAULTS.rangeG;
    this.#format = {
      kind: 'accel',
      unitPerCount: 0.001 / countsPerMilliG(this.#rangeG),
      rateHz: this.#settings.rateHz?.[0] ?? DEFAULTS.rateHz,
    };
    return {
      capabilities: { accel: true, tension: false, gyro: false, log: false, button: false },
      streams: [this.#format],
    };
  }

  async start(): Promise<void> {
    this.#holes.reset();
    const { settings } = await this.#request('start', this.#settings);
    this.#factor = settings.factor?.[0] ?? null;
  }

  async stop(): Promise<void> {
    await this.#request('stop');
  }

  close(): void {
    this.#session = null;
    this.#control = null;
    this.#pending = null;
  }

  /** One request at a time. Running already, or stopped already, is as good as done. */
  #request(op: PolarOp, settings: PolarSettings = {}): Promise<Answer> {
    const turn = this.#turn.then(async () => {
      const [session, control] = [this.#session, this.#control];
      if (!session || !control) throw new TagError('link-lost', 'The sensor is not connected.');
      // Listening before writing: an indication may overtake the write's own response.
      const answered = new Promise<Answer>((answer) => {
        this.#pending = { op, answer };
      });
      try {
        await session.write(control, encodeCommand(op, settings));
        const answer = await withTimeout(
          session.queue.orAbandoned(answered),
          ANSWER_TIMEOUT_MS,
          'request-timeout',
          `The sensor did not answer "${op}"`,
        );
        if (answer.status === 'done' || answer.status === 'already-in-state') return answer;
        throw new TagError('request-refused', `The sensor answered "${op}" with "${answer.status}".`);
      } finally {
        this.#pending = null;
      }
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  #takeControl(view: DataView): void {
    const control = decodeControl(view);
    if (control.kind === 'answer' && this.#pending?.op === control.op) this.#pending.answer(control);
    this.#host.take(view.byteLength, { frames: [], isFault: control.kind === 'fault' });
  }

  #takeData(view: DataView): void {
    this.#host.take(view.byteLength, this.#samples(view));
  }

  #samples(view: DataView): Received {
    const format = this.#format;
    const frame = decodeFrame(view, this.#factor);
    if (frame.kind !== 'accel' || format === null) return { frames: [], isFault: frame.kind === 'fault' };
    if (this.#boots.look(frame.lastMs, this.#host.now())) {
      this.#holes.reset();
      this.#host.newBoot();
    }
    const n = frame.milliG.length / 3;
    const periodMs = 1000 / format.rateHz;
    const firstMs = frame.lastMs - (n - 1) * periodMs;
    const times = Float64Array.from({ length: n }, (_, i) => firstMs + i * periodMs);
    return {
      frames: paceFrames({ ...format, toleranceMs: 2 }, times, milliGToCounts(frame.milliG, this.#rangeG)),
      missingFrames: this.#host.streaming ? this.#holes.count(firstMs, n * periodMs) : 0,
    };
  }
}
