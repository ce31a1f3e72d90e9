import type { StreamKind } from '../../../lib/tag/frame';
import type { ServiceSpec } from '../virtual-tag/bluez-peripheral';

/** A notification that a device sends. */
export interface Notified {
  uuid: string;
  bytes: Uint8Array;
}

/** A sample that a device took, as its sensor felt it: g, N or °/s. */
export interface Felt {
  kind: StreamKind;
  /** World time, ms. */
  atMs: number;
  values: readonly number[];
}

/**
 * The inside of a device of some family: what it advertises, its attributes, and what it sends as time passes. Without a radio:
 * a fake Web Bluetooth device and a virtual tag on D-Bus both carry it.
 */
export interface FamilyFirmware {
  readonly advertised: readonly string[];
  readonly services: readonly ServiceSpec[];
  /** Let the world's time pass. Returns what became due, in order; it goes out only where somebody has subscribed. */
  advance(nowMs: number): Notified[];
  /** The link is gone: subscriptions and all that hung on them. */
  linkLost(): void;
  /** Every sample that was sent while somebody wanted it, in order. */
  readonly felt: readonly Felt[];
  /** Everything that was written to it, in order. */
  readonly written: readonly Notified[];
}

/** Ticks of a sampling clock. */
export class Metronome {
  readonly periodMs: number;
  #startedMs: number | null = null;
  #taken = 0;

  constructor(periodMs: number) {
    this.periodMs = periodMs;
  }

  get running(): boolean {
    return this.#startedMs !== null;
  }

  start(nowMs: number): void {
    if (this.running) return;
    this.#startedMs = nowMs;
    this.#taken = 0;
  }

  stop(): void {
    this.#startedMs = null;
  }

  /** World times of the ticks that have not been taken, up to now. The first comes a period after the start. */
  take(nowMs: number): number[] {
    const times: number[] = [];
    if (this.#startedMs === null) return times;
    for (;;) {
      const atMs = this.#startedMs + (this.#taken + 1) * this.periodMs;
      if (atMs > nowMs) return times;
      times.push(atMs);
      this.#taken += 1;
    }
  }
}
