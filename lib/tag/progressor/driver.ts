import type { GattSession } from '../gatt/gatt-session';
import type { SensorDescription, SensorDriver, SensorFamily, SensorHost } from '../gatt/sensor-driver';
import { withTimeout } from '../gatt/with-timeout';
import { MISSING_COUNT } from '../frame';
import { paceFrames, toDeviceMs } from '../pace-frames';
import { TagError } from '../tag-error';
import { UnwrapU32 } from '../unwrap-u32';
import { PROGRESSOR_SERVICE } from './profile';
import {
  decodeBatteryPercent,
  decodeMessage,
  decodeVersion,
  encodeCommand,
  PROGRESSOR_N_PER_COUNT,
  PROGRESSOR_RATE_HZ,
  type ProgressorCommand,
} from './protocol';
import { SpacingWatch } from './spacing';

export const PROGRESSOR: SensorFamily = {
  family: 'progressor',
  fallbackName: 'Progressor',
  makeDriver: (host) => new ProgressorDriver(host),
};

const STREAM = { kind: 'tension', unitPerCount: PROGRESSOR_N_PER_COUNT, rateHz: PROGRESSOR_RATE_HZ } as const;
/** The gauge tells each sample's time to the µs; frames tell it in ms. */
const PACE = { ...STREAM, toleranceMs: 2 };

const MS_PER_MICRO = 0.001;

/** Longest wait for an answer, ms: not every clone answers every question. Ours. */
const ANSWER_TIMEOUT_MS = 700;
/** Present pull: mean over this, ms. Ours: some breaths of a hanging lead. */
const PRESENT_MS = 500;
/** Longest wait for a first sample before a tare, ms. Ours. */
const FIRST_SAMPLE_MS = 2_000;

/** A force gauge of the Progressor family. */
class ProgressorDriver implements SensorDriver {
  readonly #host: SensorHost;
  readonly #spacing = new SpacingWatch();
  #session: GattSession | null = null;
  /** Null: the gauge has none and measures unasked. */
  #control: BluetoothRemoteGATTCharacteristic | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #answer: ((bytes: Uint8Array) => void) | null = null;
  #firstSample: (() => void) | null = null;
  #clock = new UnwrapU32();
  #deviceMs = 0;
  #recent: { arrivalMs: number; counts: Int16Array }[] = [];
  #version: string | null = null;

  constructor(host: SensorHost) {
    this.#host = host;
  }

  async open(session: GattSession): Promise<SensorDescription> {
    const service = await session.service(PROGRESSOR_SERVICE.uuid);
    const data = await session.characteristic(service, PROGRESSOR_SERVICE.data);
    this.#session = session;
    this.#control = await session.optional(() => service.getCharacteristic(PROGRESSOR_SERVICE.control));
    await session.subscribe(data, (view) => this.#take(view));
    if (this.#control) {
      // It may measure still, for a page that is gone; and the battery is to be asked at rest.
      await this.#command('stop');
      const version = this.#version ?? (await this.#ask('version'));
      this.#version = typeof version === 'string' ? version : version && decodeVersion(version);
      const battery = await this.#ask('battery');
      if (battery) this.#host.battery(decodeBatteryPercent(battery));
    }
    const capabilities = { accel: false, tension: true, gyro: false, log: false, button: false };
    return { capabilities, streams: [STREAM], firmware: this.#version };
  }

  async start(): Promise<void> {
    // Its time begins anew with each measurement.
    this.#clock = new UnwrapU32();
    this.#spacing.reset();
    this.#host.newBoot();
    await this.#command('start');
  }

  async stop(): Promise<void> {
    await this.#command('stop');
  }

  /** The gauge does not tell what it removes: it is the mean of what was read last. */
  async tare(): Promise<number> {
    if (!this.#control)
      throw new TagError('not-available', 'This gauge takes no commands: tare it by its button.');
    const isAtRest = !this.#host.streaming;
    if (isAtRest) {
      this.#recent = [];
      await this.#command('start');
    }
    try {
      const presentN = await this.#presentN();
      await this.#command('tare');
      return presentN;
    } finally {
      this.#recent = [];
      if (isAtRest) await this.#command('stop');
    }
  }

  close(): void {
    this.#session = null;
    this.#control = null;
    this.#answer = null;
  }

  /** Mean pull of late, N; waits for a sample when there is none. */
  async #presentN(): Promise<number> {
    const session = this.#session;
    if (this.#recent.length === 0 && session) {
      const arrived = new Promise<void>((resolve) => {
        this.#firstSample = resolve;
      });
      const first = session.queue.orAbandoned(arrived);
      await withTimeout(first, FIRST_SAMPLE_MS, 'request-timeout', 'The gauge sent no reading');
    }
    const counts = this.#recent.flatMap(({ counts }) => [...counts]).filter((n) => n !== MISSING_COUNT);
    return (counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length)) * STREAM.unitPerCount;
  }

  #command(command: ProgressorCommand): Promise<void> {
    return this.#inTurn(() => this.#write(command));
  }

  /** Null when the gauge does not answer. */
  #ask(command: 'version' | 'battery'): Promise<Uint8Array | null> {
    return this.#inTurn(async () => {
      const session = this.#session;
      if (!session) return null;
      // Listening before writing: the answer may overtake the write's own response.
      const answered = new Promise<Uint8Array>((resolve) => {
        this.#answer = resolve;
      });
      await this.#write(command);
      try {
        const answer = session.queue.orAbandoned(answered);
        return await withTimeout(answer, ANSWER_TIMEOUT_MS, 'request-timeout', `No answer to "${command}"`);
      } catch (error) {
        session.mustHold(error);
        return null;
      } finally {
        this.#answer = null;
      }
    });
  }

  /** One command at a time: answers do not say what they answer. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #write(command: ProgressorCommand): Promise<void> {
    if (this.#control) await this.#session?.write(this.#control, encodeCommand(command));
  }

  #take(view: DataView): void {
    const message = decodeMessage(view);
    const bytes = view.byteLength;
    if (message.kind === 'answer') this.#answer?.(message.bytes);
    if (message.kind === 'low-power') this.#host.lowBattery(toDeviceMs(this.#deviceMs));
    if (message.kind !== 'weight') {
      this.#host.take(bytes, { frames: [], isFault: message.kind === 'fault' });
      return;
    }
    const { counts, micros } = message;
    const times = this.#clock.unwrapAll(micros, MS_PER_MICRO);
    this.#deviceMs = times.at(-1) ?? this.#deviceMs;
    this.#remember(counts);
    this.#host.take(bytes, {
      frames: paceFrames(PACE, times, counts),
      missingFrames: this.#host.streaming ? this.#spacing.lostBefore(times) : 0,
    });
  }

  #remember(counts: Int16Array): void {
    if (counts.length === 0) return;
    const arrivalMs = this.#host.now();
    this.#recent = this.#recent.filter((read) => arrivalMs - read.arrivalMs < PRESENT_MS);
    this.#recent.push({ arrivalMs, counts });
    this.#firstSample?.();
    this.#firstSample = null;
  }
}
