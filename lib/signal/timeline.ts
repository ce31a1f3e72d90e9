import { DeviceClock } from './device-clock';

/** Least walk time between the last frame of a boot and the first of the next, ms. Longer than the gap limit: ours. */
const BETWEEN_BOOTS_MS = 1_000;

interface Epoch {
  /** Walk time − unwrapped device time. */
  shiftMs: number;
  /** Unwrapped device time of the newest frame: reference for unwrapping the next. */
  newestMs: number;
}

/**
 * Places frames on the walk's timeline: ms since the first frame.
 *
 * - u32 device times are unwrapped to within ±24.8 days of the newest frame of the same boot.
 * - A frame that arrives late keeps its own device time; one older than the walk's first frame gets a negative time.
 * - A new boot is an epoch of its own, placed by the wall time of its first arrival, never before what was known.
 */
export class Timeline {
  private readonly epochs = new Map<number, Epoch>();
  private readonly clock = new DeviceClock();
  private newestWalkMs = 0;

  /**
   * Walk time of a frame.
   * @param deviceMs u32 of the frame: when its first sample was taken
   * @param arrivalMs epoch ms at the host
   * @param spanMs samples × period: the frame cannot have left before its last sample was taken, and the clock must not
   * take that wait for the radio's
   */
  place(bootId: number, deviceMs: number, arrivalMs: number, spanMs = 0): number {
    let epoch = this.epochs.get(bootId);
    if (!epoch) {
      const first = this.epochs.size === 0;
      const walkMs = first ? 0 : this.placeNewBoot(arrivalMs - spanMs);
      epoch = { shiftMs: walkMs - deviceMs, newestMs: deviceMs };
      this.epochs.set(bootId, epoch);
    }
    // The difference as a signed 32-bit number: right across the wrap, forwards and backwards.
    const unwrapped = epoch.newestMs + ((deviceMs - (epoch.newestMs >>> 0)) | 0);
    if (unwrapped > epoch.newestMs) epoch.newestMs = unwrapped;
    const walkMs = unwrapped + epoch.shiftMs;
    this.clock.observe(walkMs + spanMs, arrivalMs);
    if (walkMs > this.newestWalkMs) this.newestWalkMs = walkMs;
    return walkMs;
  }

  /**
   * A walk goes on that was recorded before: the device time of one of its frames, and where it lies. To be called for
   * each boot before its next frame is placed.
   * @param deviceMs u32
   */
  anchor(bootId: number, deviceMs: number, walkMs: number): void {
    this.epochs.set(bootId, { shiftMs: walkMs - deviceMs, newestMs: deviceMs });
    if (walkMs > this.newestWalkMs) this.newestWalkMs = walkMs;
  }

  /** Epoch ms of a moment of the walk; NaN before the first frame. */
  wallMs(walkMs: number): number {
    return this.clock.wallMs(walkMs);
  }

  /** Moment of the walk at an epoch ms; NaN before the first frame. The inverse of `wallMs`. */
  walkMs(wallMs: number): number {
    return this.clock.deviceMs(wallMs);
  }

  /** Newest walk time placed, ms. */
  get newestMs(): number {
    return this.newestWalkMs;
  }

  private placeNewBoot(arrivalMs: number): number {
    const byWall = Math.round(this.clock.deviceMs(arrivalMs));
    const earliest = this.newestWalkMs + BETWEEN_BOOTS_MS;
    return byWall > earliest ? byWall : earliest;
  }
}
