/** Clocks of tags run within this of the true rate. Crystals do ≤ 100 ppm; the rest is room for RC oscillators. Ours. */
const MAX_DRIFT_PPM = 500;
/** A slope is fitted over at least this much device time; before, the clock is taken as true. Ours. */
const MIN_FIT_MS = 60_000;
/** Device time that shares one minimum at first; doubles whenever the buckets run out. */
const FIRST_BUCKET_MS = 5_000;
const BUCKETS = 64;

/**
 * Wall time from device time.
 *
 * An arrival is late by the radio's delay, which is never negative: so of each stretch of device time only the frame
 * with the smallest delay counts, and the line that lies below all those minima and as high as it can on average gives
 * offset and drift (Moon, Skelly and Towsley 1999, "Estimation and removal of clock skew from network delay
 * measurements"). It touches the lower convex hull: a stretch whose frames all came minutes late, out of the tag's log,
 * lies above it and moves nothing. A slope outside ±500 ppm is no crystal (a tag played at raised speed): then the
 * smallest delay of all gives the offset alone.
 */
export class DeviceClock {
  private bucketMs = FIRST_BUCKET_MS;
  /** Per bucket: device time and arrival − device time of the frame with the smallest delay. */
  private readonly atMs = new Float64Array(BUCKETS).fill(NaN);
  private readonly delayMs = new Float64Array(BUCKETS).fill(Infinity);
  private originMs = NaN;
  private slope = 0;
  private offsetMs = NaN;
  private stale = false;
  /** Of the buckets on the lower convex hull; filled anew by each fit. */
  private readonly hull = new Uint8Array(BUCKETS);

  /** One frame: device time (unwrapped, ms) and arrival at the host (epoch ms). */
  observe(deviceMs: number, arrivalMs: number): void {
    if (!Number.isFinite(deviceMs) || !Number.isFinite(arrivalMs)) return;
    if (Number.isNaN(this.originMs)) this.originMs = deviceMs;
    const since = deviceMs - this.originMs;
    // A frame from before the first one came out of the log: its delay says nothing.
    if (since < 0) return;
    while (since >= this.bucketMs * BUCKETS) this.halve();
    const bucket = Math.floor(since / this.bucketMs);
    const delay = arrivalMs - deviceMs;
    if (delay < this.delayMs[bucket]!) {
      this.delayMs[bucket] = delay;
      this.atMs[bucket] = deviceMs;
      this.stale = true;
    }
  }

  /** Epoch ms of a moment on the device's clock; NaN before the first frame. */
  wallMs(deviceMs: number): number {
    this.fit();
    return deviceMs + this.offsetMs + this.slope * (deviceMs - this.originMs);
  }

  /** Device time of a moment in epoch ms; NaN before the first frame. */
  deviceMs(wallMs: number): number {
    this.fit();
    return (wallMs - this.offsetMs + this.slope * this.originMs) / (1 + this.slope);
  }

  /** How much faster the host's clock runs than the device's, parts per million; 0 until it can be told. */
  get driftPpm(): number {
    this.fit();
    return this.slope * 1e6;
  }

  private halve(): void {
    for (let i = 0; i < BUCKETS; i++) {
      const a = 2 * i;
      const b = a + 1;
      const from = b < BUCKETS ? (this.delayMs[b]! < this.delayMs[a]! ? b : a) : -1;
      this.delayMs[i] = from < 0 ? Infinity : this.delayMs[from]!;
      this.atMs[i] = from < 0 ? NaN : this.atMs[from]!;
    }
    this.bucketMs *= 2;
  }

  private fit(): void {
    if (!this.stale) return;
    this.stale = false;
    let n = 0;
    let meanT = 0;
    let first = NaN;
    let last = NaN;
    let least = Infinity;
    let corners = 0;
    const { hull } = this;
    for (let i = 0; i < BUCKETS; i++) {
      const delay = this.delayMs[i]!;
      if (delay === Infinity) continue;
      const t = this.atMs[i]! - this.originMs;
      n++;
      meanT += (t - meanT) / n;
      if (Number.isNaN(first)) first = t;
      last = t;
      least = Math.min(least, delay);
      while (
        corners >= 2 &&
        this.slopeTo(hull[corners - 2]!, hull[corners - 1]!) >= this.slopeTo(hull[corners - 1]!, i)
      )
        corners--;
      hull[corners++] = i;
    }
    this.slope = 0;
    this.offsetMs = least;
    if (n < 3 || last - first < MIN_FIT_MS) return;
    let right = 1;
    while (right < corners - 1 && this.atMs[hull[right]!]! - this.originMs < meanT) right++;
    const slope = this.slopeTo(hull[right - 1]!, hull[right]!);
    if (Math.abs(slope) * 1e6 > MAX_DRIFT_PPM) return;
    this.slope = slope;
    this.offsetMs = this.delayMs[hull[right]!]! - slope * (this.atMs[hull[right]!]! - this.originMs);
  }

  /** Slope of the smallest delays from one bucket to a later one. */
  private slopeTo(from: number, to: number): number {
    return (this.delayMs[to]! - this.delayMs[from]!) / (this.atMs[to]! - this.atMs[from]!);
  }
}
