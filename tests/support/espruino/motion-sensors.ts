import type { Pins } from './pins';
import type { SimulatedClock } from './simulated-clock';

export type Counts = readonly [x: number, y: number, z: number];

/** What the sensor has shown to the program: nothing of it may get lost. */
export interface Motion {
  /** Raw counts of the sample with this number. */
  sample: (index: number) => Counts;
  shown: Counts[];
  /** When each of them was shown. */
  shownAtMs: number[];
  /** The interpreter is kept from reading: what the sensor has then is lost. */
  isBusy: boolean;
}

/** The sensor's next sample for the program; null when nobody reads it. */
function next(motion: Motion, clock: SimulatedClock): Counts | null {
  if (motion.isBusy) return null;
  const counts = motion.sample(motion.shown.length);
  motion.shown.push(counts);
  motion.shownAtMs.push(clock.nowMs);
  return counts;
}

type Listener = (event: unknown) => void;

const PUCK_RATES = [1.6, 12.5, 26, 52, 104, 208, 416, 833, 1660];

/** `Puck` of a Puck.js v2 (libs/puckjs/jswrap_puck.c). A v1 has no accelerometer and says so. */
export function puckApi(
  clock: SimulatedClock,
  run: (work: () => void) => void,
  motion: Motion,
  isV2: boolean,
) {
  const registers = new Map<number, number>();
  let listeners: Listener[] = [];
  let beat: number | null = null;
  const needV2 = (): void => {
    if (!isV2) throw new Error('Not available on Puck.js v1');
  };
  const off = (): void => {
    if (beat !== null) clock.cancel(beat);
    beat = null;
  };
  return {
    registers,
    forgetProgram: (): void => {
      listeners = [];
      off();
    },
    api: {
      on: (_name: string, listener: Listener): void => void listeners.push(listener),
      accelOn: (hz: number): void => {
        needV2();
        if (!PUCK_RATES.includes(hz)) throw new Error(`Invalid sample rate ${hz}`);
        off();
        registers.set(0x10, ((PUCK_RATES.indexOf(hz) & 15) << 4) | 0x0b);
        beat = clock.every(1000 / hz, () => {
          const counts = next(motion, clock);
          if (!counts) return;
          const [x, y, z] = counts;
          const event = { acc: { x, y, z }, gyro: { x: -x, y: -y, z: -z } };
          run(() => listeners.forEach((listener) => listener(event)));
        });
      },
      accelOff: (): void => {
        needV2();
        off();
      },
      accelWr: (register: number, value: number): void => {
        needV2();
        registers.set(register, value & 255);
      },
      accelRd: (register: number): number => {
        needV2();
        return registers.get(register) ?? 0;
      },
      getBatteryPercentage: (): number => 64,
    },
  };
}

/** `Bangle` of a Bangle.js 2 with its KX023: events in g, at +-4 g. */
export function bangleApi(clock: SimulatedClock, run: (work: () => void) => void, motion: Motion) {
  const registers = new Map<number, number>();
  let listeners: Listener[] = [];
  let beat: number | null = null;
  const poll = (intervalMs: number): void => {
    if (!(intervalMs >= 10 && intervalMs <= 4000)) throw new Error('Invalid interval');
    if (beat !== null) clock.cancel(beat);
    beat = clock.every(intervalMs, () => {
      const counts = next(motion, clock);
      if (!counts) return;
      const [x, y, z] = counts;
      const event = { x: x / 8192, y: y / 8192, z: z / 8192 };
      run(() => listeners.forEach((listener) => listener(event)));
    });
  };
  return {
    registers,
    forgetProgram: (): void => {
      listeners = [];
      poll(80);
    },
    api: {
      on: (_name: string, listener: Listener): void => void listeners.push(listener),
      setPollInterval: poll,
      accelWr: (register: number, value: number): void => void registers.set(register, value),
    },
  };
}

const IMU_ADDRESS = 0x6a;
const IMU_RATES: Readonly<Record<number, number>> = { 2: 26, 3: 52, 4: 104, 5: 208 };

/** `I2C1` of a XIAO BLE with an LSM6DS3TR-C on it, or with nothing. */
export function imuOnI2c(clock: SimulatedClock, pins: Pins, motion: Motion, isFitted: boolean) {
  const registers = new Map<number, number>([[0x0f, IMU_ADDRESS]]);
  let pointer = 0;
  let beat: number | null = null;
  let latest: Counts = [0, 0, 0];
  const interrupt = pins.get('D18');
  const setRate = (): void => {
    if (beat !== null) clock.cancel(beat);
    const hz = IMU_RATES[(registers.get(0x10) ?? 0) >> 4];
    beat = hz
      ? clock.every(1000 / hz, () => {
          const counts = next(motion, clock);
          if (!counts) return;
          latest = counts;
          interrupt.set(0);
          interrupt.set(registers.get(0x0d) === 1 ? 1 : 0);
        })
      : null;
  };
  return {
    registers,
    api: {
      setup: (): void => {},
      writeTo: (address: number, data: number | readonly number[]): void => {
        if (!isFitted || address !== IMU_ADDRESS || !pins.get('D15').read()) throw new Error('I2C: no ACK');
        const [register = 0, ...values] = typeof data === 'number' ? [data] : data;
        pointer = register;
        values.forEach((value, i) => registers.set(register + i, value));
        if (values.length > 0 && register === 0x10) setRate();
      },
      readFrom: (address: number, count: number): Uint8Array => {
        if (!isFitted || address !== IMU_ADDRESS) throw new Error('I2C: no ACK');
        if (pointer !== 0x28)
          return Uint8Array.from({ length: count }, (_, i) => registers.get(pointer + i) ?? 0);
        interrupt.set(0);
        return new Uint8Array(Int16Array.from(latest).buffer).slice(0, count);
      },
    },
  };
}
