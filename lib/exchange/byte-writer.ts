/** Bytes gathered before they go out. Ours: large enough that handing them on costs nothing. */
const BUFFER_BYTES = 1 << 18;
/** A row of numbers is shorter than this. */
const ROOM_BYTES = 1_024;
const ZERO = 48;
const DAY_MS = 86_400_000;

/**
 * ASCII text of numbers and times, written into bytes without making strings: about a tenth of the time.
 * `take` hands out what is full; what it hands out is never written to again.
 */
export class ByteWriter {
  private buffer = new Uint8Array(BUFFER_BYTES);
  private at = 0;
  private dayStartMs = NaN;
  private readonly day = new Uint8Array(11);

  /** True: `take` it before the next row. */
  get isFull(): boolean {
    return this.at > BUFFER_BYTES - ROOM_BYTES;
  }

  /** What was written since the last time. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = this.buffer.subarray(0, this.at);
    this.buffer = new Uint8Array(BUFFER_BYTES);
    this.at = 0;
    return bytes;
  }

  byte(code: number): void {
    this.buffer[this.at++] = code;
  }

  /**
   * A number with so many digits after the point, rounded half away from zero; zeros at its end are left out.
   * Nothing for one that is not finite. |value| × 10^decimals has to stay below 2^53.
   */
  fixed(value: number, decimals: number): void {
    const scaled = Math.round(Math.abs(value) * POWERS_OF_TEN[decimals]!);
    if (!Number.isFinite(scaled)) return;
    if (value < 0 && scaled > 0) this.byte(45);
    const power = POWERS_OF_TEN[decimals]!;
    const whole = Math.floor(scaled / power);
    this.digits(whole, 1);
    let fraction = scaled - whole * power;
    if (fraction === 0) return;
    let width = decimals;
    while (fraction % 10 === 0) {
      fraction /= 10;
      width--;
    }
    this.byte(46);
    this.digits(fraction, width);
  }

  /** A whole number ≥ 0, at least so wide. */
  digits(value: number, width: number): void {
    const { buffer } = this;
    let digits = width;
    for (let bound = POWERS_OF_TEN[width]!; value >= bound; bound *= 10) digits++;
    // Whole numbers of 32 bits divide several times faster than doubles.
    let rest = value;
    let place = this.at + digits;
    this.at = place;
    for (; digits > 0 && rest >= 2 ** 31; digits--) {
      const next = Math.floor(rest / 10);
      buffer[--place] = ZERO + (rest - next * 10);
      rest = next;
    }
    for (let small = rest | 0; digits > 0; digits--) {
      const next = (small / 10) | 0;
      buffer[--place] = ZERO + (small - next * 10);
      small = next;
    }
  }

  /** A moment as ISO 8601 in UTC, to the nearest ms: 2026-03-14T16:05:00.020Z. For years 0–9999. */
  isoTime(epochMs: number): void {
    const ms = Math.round(epochMs);
    if (!(ms >= this.dayStartMs && ms < this.dayStartMs + DAY_MS)) this.turnDay(ms);
    this.buffer.set(this.day, this.at);
    this.at += 11;
    const inDay = ms - this.dayStartMs;
    const seconds = (inDay / 1000) | 0;
    this.twoDigits((seconds / 3600) | 0);
    this.byte(58);
    this.twoDigits(((seconds / 60) | 0) % 60);
    this.byte(58);
    this.twoDigits(seconds % 60);
    this.byte(46);
    this.digits(inDay - seconds * 1000, 3);
    this.byte(90);
  }

  private twoDigits(value: number): void {
    this.buffer[this.at++] = ZERO + ((value / 10) | 0);
    this.buffer[this.at++] = ZERO + (value % 10);
  }

  private turnDay(ms: number): void {
    this.dayStartMs = Math.floor(ms / DAY_MS) * DAY_MS;
    const text = new Date(this.dayStartMs).toISOString();
    for (let i = 0; i < 11; i++) this.day[i] = text.charCodeAt(i);
  }
}

const POWERS_OF_TEN = Float64Array.from({ length: 17 }, (_, i) => 10 ** i);
