import type { SimulatedClock } from './simulated-clock';

interface Watch {
  pin: SimulatedPin;
  edge: 'rising' | 'falling' | 'both';
  repeat: boolean;
  callback: () => void;
}

export class SimulatedPin {
  level = 0;
  onWrite: (level: number) => void = () => {};
  readonly name: string;
  readonly #changed: (pin: SimulatedPin) => void;

  constructor(name: string, changed: (pin: SimulatedPin) => void) {
    this.name = name;
    this.#changed = changed;
  }

  read(): boolean {
    return this.level === 1;
  }

  write(level: number | boolean): void {
    this.set(level ? 1 : 0);
    this.onWrite(this.level);
  }

  mode(_mode: string): void {}

  /** The world outside changes the level. */
  set(level: number): void {
    if (level === this.level) return;
    this.level = level;
    this.#changed(this);
  }
}

/** Pins by name, and `setWatch` on them. A callback runs a moment later, as from the idle loop. */
export class Pins {
  readonly #clock: SimulatedClock;
  readonly #run: (work: () => void) => void;
  readonly #pins = new Map<string, SimulatedPin>();
  readonly #watches = new Map<number, Watch>();
  #nextId = 1;

  constructor(clock: SimulatedClock, run: (work: () => void) => void) {
    this.#clock = clock;
    this.#run = run;
  }

  get(name: string): SimulatedPin {
    let pin = this.#pins.get(name);
    if (!pin) {
      pin = new SimulatedPin(name, (changed) => this.#onChange(changed));
      this.#pins.set(name, pin);
    }
    return pin;
  }

  forgetProgram(): void {
    this.#watches.clear();
  }

  setWatch(
    callback: () => void,
    pin: SimulatedPin,
    { edge = 'both', repeat = false }: { edge?: Watch['edge']; repeat?: boolean } = {},
  ): number {
    if (!(pin instanceof SimulatedPin)) throw new Error('Invalid pin');
    const id = this.#nextId++;
    this.#watches.set(id, { pin, edge, repeat, callback });
    return id;
  }

  clearWatch(id: number): void {
    if (!this.#watches.delete(id)) throw new Error('Unknown Watch');
  }

  #onChange(pin: SimulatedPin): void {
    for (const [id, watch] of this.#watches) {
      if (watch.pin !== pin || (watch.edge !== 'both' && (watch.edge === 'rising') !== pin.read())) continue;
      if (!watch.repeat) this.#watches.delete(id);
      this.#clock.after(0.5, () => this.#run(watch.callback));
    }
  }
}
