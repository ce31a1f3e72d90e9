/** The wall clock and the steady one may part by this between two looks: slewing, rounding, a pause between the two readings. Ours, ms. */
const APART_MS = 250;
/**
 * What the radio had in its hands when the machine fell asleep comes before the loss of the link: a step forward that a loss
 * follows so soon was sleep. Twice the silence after which a link is taken for dead, of the steady clock, ms. Ours.
 */
const LOSS_FOLLOWS_MS = 16_000;

/** The two clocks of a machine. */
export interface MachineClocks {
  /** Epoch ms. Somebody, or the network, may set it to another time at any moment. */
  wallMs(): number;
  /** Never set; on some systems it stands still while the machine sleeps. */
  steadyMs(): number;
}

const MACHINE: MachineClocks = { wallMs: () => Date.now(), steadyMs: () => performance.now() };

/**
 * Epoch ms that nobody sets: for the arrivals of frames. A clock that is put back or forward while data flow leaves no trace
 * in it. Sleep does: the time that passed is in the wall clock alone, and it is believed where the link was lost, for no link
 * outlasts a sleep.
 */
export class HostClock {
  readonly #clocks: MachineClocks;
  readonly #sleepsMs: number;
  /** Wall − steady at the last look. */
  #apartMs = NaN;
  /** What was taken out of the wall clock so far. */
  #setMs = 0;
  #mayHaveSlept = false;
  /** A step forward that may still turn out to have been sleep. */
  #doubted: { byMs: number; untilSteadyMs: number } | null = null;

  /** @param sleepsMs where no link can tell: a step forward of up to this is taken for sleep */
  constructor(clocks: MachineClocks = MACHINE, sleepsMs = 0) {
    this.#clocks = clocks;
    this.#sleepsMs = sleepsMs;
  }

  nowMs(): number {
    const steadyMs = this.#clocks.steadyMs();
    const wallMs = this.#clocks.wallMs();
    const apartMs = wallMs - steadyMs;
    const stepMs = apartMs - this.#apartMs;
    this.#apartMs = apartMs;
    const slept = stepMs > 0 && (this.#mayHaveSlept || stepMs <= this.#sleepsMs);
    this.#mayHaveSlept = false;
    if (Math.abs(stepMs) > APART_MS && !slept) {
      this.#setMs += stepMs;
      this.#doubted = stepMs > 0 ? { byMs: stepMs, untilSteadyMs: steadyMs + LOSS_FOLLOWS_MS } : null;
    }
    return wallMs - this.#setMs;
  }

  /** A link is gone: until the next look the machine may sleep. */
  linkLost(): void {
    this.#mayHaveSlept = true;
    if (this.#doubted && this.#clocks.steadyMs() <= this.#doubted.untilSteadyMs)
      this.#setMs -= this.#doubted.byMs;
    this.#doubted = null;
  }
}

/** The machine's, one for all tags: their arrivals are compared with one another. */
export const hostClock = new HostClock();
