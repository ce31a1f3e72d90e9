import type { SimulatedClock } from './simulated-clock';
import type { SimulatedPin } from './pins';

/** A clock line held high for so long switches the converter off (HX711 data sheet). */
const POWER_DOWN_MS = 0.06;

/**
 * A load cell amplifier by its data sheet: the data pin falls when a value is ready; each rising clock edge shifts out one of 24
 * bits, highest first; the 25th lets the pin rise again.
 */
export class Hx711 {
  isOn = true;
  /** Values that it has made; none of them may be lost. */
  made: number[] = [];
  raw: (index: number) => number = (index) => 1000 + index;
  readonly #dout: SimulatedPin;
  readonly #clock: SimulatedClock;
  #ready: number | null = null;
  #offTask: number | null = null;
  #pulses = 0;

  constructor(clock: SimulatedClock, sck: SimulatedPin, dout: SimulatedPin, hz: number) {
    this.#clock = clock;
    this.#dout = dout;
    dout.set(1);
    sck.onWrite = (level) => {
      if (this.#offTask !== null) clock.cancel(this.#offTask);
      this.#offTask = null;
      if (level === 0) this.isOn = true;
      else
        this.#offTask = clock.after(POWER_DOWN_MS, () => {
          this.isOn = false;
          dout.set(1);
        });
    };
    clock.every(1000 / hz, () => this.#convert());
  }

  /** Software SPI whose data-out line is the clock pin: what the data-in line shows at each bit. */
  send(bytes: readonly number[]): Uint8Array {
    let level = 0;
    const seen = bytes.map((byte) => {
      let value = 0;
      for (let bit = 7; bit >= 0; bit -= 1) {
        const next = (byte >> bit) & 1;
        if (next === 1 && level === 0) this.#pulse();
        level = next;
        value = (value << 1) | this.#dout.level;
      }
      return value;
    });
    if (level === 1) throw new Error('The clock line is left high');
    return Uint8Array.from(seen);
  }

  #convert(): void {
    if (!this.isOn) return;
    this.#ready = this.raw(this.made.length);
    this.made.push(this.#ready);
    this.#pulses = 0;
    // A value that was never fetched: the pin rises for a moment between two.
    this.#dout.set(1);
    this.#clock.after(0.01, () => this.#dout.set(0));
  }

  #pulse(): void {
    this.#pulses += 1;
    if (this.#ready === null || this.#pulses > 24) {
      this.#ready = null;
      this.#dout.set(1);
      return;
    }
    this.#dout.set((this.#ready >> (24 - this.#pulses)) & 1);
  }
}
