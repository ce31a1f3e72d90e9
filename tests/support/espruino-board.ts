import { Hx711 } from './espruino/hx711';
import { Interpreter } from './espruino/interpreter';
import { bangleApi, imuOnI2c, type Motion, puckApi } from './espruino/motion-sensors';
import { Pins, type SimulatedPin } from './espruino/pins';
import { Radio } from './espruino/radio';
import { SimulatedClock } from './espruino/simulated-clock';
import { bytesOf, Storage } from './espruino/storage';

export type BoardKind = 'puck' | 'puck-v1' | 'bangle' | 'xiao' | 'xiao-plain' | 'plain';

export interface BoardOptions {
  kind: BoardKind;
  firmware?: string;
  storageBytes?: number;
  /** Free variables of the interpreter; 14 bytes each. */
  freeVariables?: number;
}

interface BoardFacts {
  board: string;
  storageBytes: number;
  /** 0: on SPI, not in memory. */
  storageAddress: number;
  freeVariables: number;
  hasButton: boolean;
}

/** boards/*.py of espruino/Espruino; free memory is a guess of ours, with room taken off for firmware and program. */
const FACTS: Readonly<Record<BoardKind, BoardFacts>> = {
  puck: {
    board: 'PUCKJS',
    storageBytes: 40 * 1024,
    storageAddress: 0x6d000,
    freeVariables: 1200,
    hasButton: true,
  },
  'puck-v1': {
    board: 'PUCKJS',
    storageBytes: 40 * 1024,
    storageAddress: 0x6d000,
    freeVariables: 1200,
    hasButton: true,
  },
  bangle: {
    board: 'BANGLEJS2',
    storageBytes: 8 * 1024 * 1024,
    storageAddress: 0,
    freeVariables: 9000,
    hasButton: true,
  },
  xiao: {
    board: 'XIAOBLE',
    storageBytes: 2 * 1024 * 1024,
    storageAddress: 0,
    freeVariables: 12000,
    hasButton: false,
  },
  'xiao-plain': {
    board: 'XIAOBLE',
    storageBytes: 2 * 1024 * 1024,
    storageAddress: 0,
    freeVariables: 12000,
    hasButton: false,
  },
  plain: {
    board: 'MDBT42Q',
    storageBytes: 40 * 1024,
    storageAddress: 0x6d000,
    freeVariables: 1200,
    hasButton: false,
  },
};

/**
 * A stand-in for an Espruino board in Node: it runs the program that lies in its Storage, in a realm that lacks what the
 * interpreter lacks, on a simulated clock. What the firmware refuses is refused (each part names its source). It does not
 * show how slow the interpreter is, nor how much memory a program really takes.
 */
export class EspruinoBoard {
  readonly clock = new SimulatedClock();
  readonly storage: Storage;
  readonly radio: Radio;
  readonly pins: Pins;
  readonly motion: Motion = {
    // Each sample can be told from every other.
    sample: (index) => [index % 30000, Math.floor(index / 30000), 4096],
    shown: [],
    shownAtMs: [],
    isBusy: false,
  };
  hx711: Hx711 | null = null;
  batteryPercent = 87;
  /** What the program threw where nobody caught it: the console of a real board would show it. */
  readonly errors: unknown[] = [];
  /** Each thing printed to the console. */
  onPrint: (text: string) => void = () => {};
  readonly firmware: string;
  readonly #kind: BoardKind;
  readonly #facts: BoardFacts;
  readonly #puck: ReturnType<typeof puckApi>;
  readonly #bangle: ReturnType<typeof bangleApi>;
  readonly #imu: ReturnType<typeof imuOnI2c>;
  readonly #run = (work: () => void): void => this.#guard(work);
  #interpreter: Interpreter;
  #timers = new Set<number>();
  #modules = new Map<string, unknown>();
  #bootedAtMs = 0;
  /** What to do when the present code has run: `load`, `reset`. */
  #afterwards: (() => void) | null = null;

  constructor({ kind, firmware = '2v25', storageBytes, freeVariables }: BoardOptions) {
    const facts = FACTS[kind];
    this.#kind = kind;
    this.firmware = firmware;
    this.#facts = { ...facts, freeVariables: freeVariables ?? facts.freeVariables };
    this.storage = new Storage(storageBytes ?? facts.storageBytes, facts.storageAddress);
    this.radio = new Radio(this.clock, this.#run);
    this.pins = new Pins(this.clock, this.#run);
    this.#puck = puckApi(this.clock, this.#run, this.motion, kind !== 'puck-v1');
    this.#bangle = bangleApi(this.clock, this.#run, this.motion);
    this.#imu = imuOnI2c(this.clock, this.pins, this.motion, kind === 'xiao');
    this.#interpreter = this.#fresh();
  }

  /** Registers of the motion sensor, as the program has set them. */
  get sensorRegisters(): ReadonlyMap<number, number> {
    return (
      { puck: this.#puck, 'puck-v1': this.#puck, bangle: this.#bangle }[this.#kind as string]?.registers ??
      this.#imu.registers
    );
  }

  wireLoadCell(sck: string, dout: string, hz = 80): Hx711 {
    this.hx711 = new Hx711(this.clock, this.pins.get(sck), this.pins.get(dout), hz);
    return this.hx711;
  }

  /** Power comes back: everything but flash is forgotten, and saved code runs. */
  powerUp(): void {
    this.radio.hostDisconnects();
    this.load();
  }

  /** `load()`: a fresh interpreter that runs what is saved, or the named file instead of `.bootcde`. */
  load(file = '.bootcde'): void {
    this.reset();
    for (const name of ['.boot0', '.boot1', '.boot2', '.boot3', file]) {
      const code = this.storage.read(name);
      if (code !== undefined) this.#guard(() => this.#interpreter.evaluate(code));
    }
  }

  /** `reset()`: a fresh interpreter; a radio link stays. */
  reset(): void {
    for (const id of this.#timers) this.clock.cancel(id);
    this.#timers.clear();
    this.#modules.clear();
    this.pins.forgetProgram();
    this.radio.forgetProgram();
    this.#puck.forgetProgram();
    if (this.#kind === 'bangle') this.#bangle.forgetProgram();
    this.#bootedAtMs = this.clock.nowMs;
    this.#interpreter = this.#fresh();
  }

  /** Run a line as the console does. Throws what it throws. */
  evaluate(code: string): unknown {
    const value = this.#interpreter.evaluate(code);
    this.#finish();
    return value;
  }

  advance(ms: number): void {
    this.clock.advance(ms);
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.errors.push(error);
    }
    this.#finish();
  }

  #finish(): void {
    const afterwards = this.#afterwards;
    this.#afterwards = null;
    afterwards?.();
  }

  #timer(add: (ms: number, run: () => void) => number) {
    return (callback: () => void, ms: number): number => {
      const id = add(ms, () => this.#guard(callback));
      this.#timers.add(id);
      return id;
    };
  }

  #require(name: string): unknown {
    if (name === 'Storage') return this.storage;
    if (name === 'Flash') return this.storage.flash;
    if (!this.#modules.has(name)) {
      const text = this.storage.read(name);
      if (text === undefined) throw new Error(`Module ${name} not found`);
      this.#modules.set(name, this.#interpreter.module(name, text));
    }
    return this.#modules.get(name);
  }

  #fresh(): Interpreter {
    const { clock, pins } = this;
    const { board, freeVariables, hasButton } = this.#facts;
    const print = (...values: unknown[]): void => this.onPrint(`${values.map(String).join(' ')}\r\n`);
    const env = { VERSION: this.firmware, BOARD: board };
    const globals: Record<string, unknown> = {
      require: (name: string) => this.#require(name),
      NRF: this.radio.api,
      E: {
        getBattery: () => this.batteryPercent,
        hwRand: () => Math.floor(Math.random() * 2 ** 32) | 0,
        showMessage: () => {},
        getAddressOf: (text: string) => this.storage.addressOf(text),
        CRC32: (data: unknown) => crc32(bytesOf(data)),
        setBootCode: (code: string) => void this.storage.write('.bootcde', code),
      },
      process: { env, version: this.firmware, memory: () => ({ free: freeVariables, blocksize: 14 }) },
      getTime: () => 1_000_000 + (clock.nowMs - this.#bootedAtMs) / 1000,
      setTimeout: this.#timer((ms, run) => clock.after(ms, run)),
      setInterval: this.#timer((ms, run) => clock.every(ms, run)),
      clearTimeout: (id: number) => clock.cancel(id),
      clearInterval: (id: number) => clock.cancel(id),
      setWatch: (callback: () => void, pin: SimulatedPin, options?: object) =>
        pins.setWatch(callback, pin, options),
      clearWatch: (id: number) => pins.clearWatch(id),
      // `new Pin('D1')` gives the pin itself.
      Pin: function (name: string) {
        return pins.get(name);
      },
      SPI: function (this: { setup: unknown; send: unknown }) {
        let isCell = false;
        this.setup = ({ mosi, miso }: { mosi: SimulatedPin; miso: SimulatedPin }) => {
          isCell = mosi !== undefined && miso !== undefined;
        };
        this.send = (bytes: readonly number[]) =>
          isCell && this !== undefined && bytes.length > 0 ? sendTo(bytes) : new Uint8Array(bytes.length);
      },
      I2C1: this.#imu.api,
      Bluetooth: { println: print },
      print,
      console: { log: print },
      load: (file?: string) => void (this.#afterwards = () => this.load(file)),
      reset: () => void (this.#afterwards = () => this.reset()),
    };
    const sendTo = (bytes: readonly number[]): Uint8Array =>
      this.hx711?.send(Array.from(bytes)) ?? Uint8Array.from(bytes, () => 255);
    for (let i = 0; i < 32; i += 1) globals[`D${i}`] = pins.get(`D${i}`);
    if (hasButton) globals.BTN = pins.get('BTN');
    if (this.#kind === 'puck' || this.#kind === 'puck-v1') globals.Puck = this.#puck.api;
    if (this.#kind === 'bangle') globals.Bangle = this.#bangle.api;
    return new Interpreter(globals);
  }
}

/** The common CRC-32, as `E.CRC32` reckons it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
