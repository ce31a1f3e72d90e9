import { type Config, DEFAULT_CONFIG, streamsOf } from '../catpace/config';
import { FrameReceiver } from '../catpace/frame-receiver';
import type { LinkState, Tag, TagEvents, TagInfo, Unsubscribe } from '../tag';
import { TagEmitter } from '../tag-emitter';
import { TagError } from '../tag-error';
import { DEFAULT_WALK_MS, writeScript } from './cat-script';
import { packNotifications, type TagNotification } from './pack-notifications';
import { type LoadCell, sampleCat } from './sample-cat';
import { createRandom, type SeededRandom } from './seeded-random';

export interface DemoTagOptions {
  /** The same seed makes the same walk. */
  seed: number;
  /** How many times faster than life; 1 by default. */
  speed?: number;
  /** Length of the walk, ms. */
  durationMs?: number;
}

/** The demo tag's streams: the profile's defaults with the gyroscope on. */
export const DEMO_CONFIG: Config = {
  ...DEFAULT_CONFIG,
  streams: { accel: true, tension: true, gyro: true },
};

/** What a good link carries in a notification, bytes. */
const PAYLOAD_BYTES = 244;
/** How often it is looked for what is due. Late timers lose nothing: all that has come due goes out. */
const TICK_MS = 40;
/** A radio delivers after this delay, ms. Ours, of the order of a connection interval. */
const RADIO_DELAY_MS = { from: 8, to: 30 } as const;
const BATTERY_AT_START = 96;
/** The battery loses a percent in this time. Ours. */
const MS_PER_BATTERY_PERCENT = 4 * 60_000;

/**
 * A tag on a cat that is not there: for trying Catpace without a tag, and for the tests. What it sends goes through the
 * bytes of the Catpace profile and the same decoder as a radio's notifications.
 *
 * - `arrivalMs` is simulated: start + device time + a small seeded delay, so device time and arrival agree at any speed
 *   (above speed 1 arrivals run ahead of the clock on the wall).
 * - When the walk is over, the last frames go out and the link is `ended`, as if the tag had been taken off the cat.
 * - `stop` holds the walk, `start` goes on with it; device time and arrival stand still together meanwhile.
 */
export function createDemoTag({ seed, speed = 1, durationMs = DEFAULT_WALK_MS }: DemoTagOptions): Tag {
  return new DemoTag(seed, speed, durationMs);
}

class DemoTag implements Tag {
  readonly family = 'demo';
  readonly #emitter = new TagEmitter();
  readonly #receiver = new FrameReceiver();
  readonly #loadCell: LoadCell = { zeroN: 0, readingN: 0 };
  readonly #notifications: Iterator<TagNotification, void, undefined>;
  readonly #delay: SeededRandom;
  readonly #speed: number;
  readonly #ownInfo: TagInfo;
  #next: TagNotification | null;
  #connected = false;
  #link: LinkState = 'idle';
  #timer: ReturnType<typeof setInterval> | null = null;
  /** Device time that has gone by until the last tick, ms. */
  #deviceMs = 0;
  #tickedAtMs = 0;
  /** Epoch ms at device time 0. */
  #bootedAtMs: number | null = null;
  #batteryPercent: number | null = null;

  constructor(seed: number, speed: number, durationMs: number) {
    this.#speed = speed;
    this.#delay = createRandom(seed + 2 ** 43);
    this.#ownInfo = {
      family: 'demo',
      id: `demo-${seed}`,
      name: 'Demo cat',
      maker: 'Catpace',
      model: 'Demo tag',
      firmware: null,
      capabilities: { accel: true, tension: true, gyro: true, log: false, button: false },
      bootId: seed & 0xffff,
      streams: streamsOf(DEMO_CONFIG),
    };
    const samples = sampleCat(writeScript(seed, durationMs), seed, DEMO_CONFIG, this.#loadCell);
    this.#notifications = packNotifications(samples, DEMO_CONFIG, PAYLOAD_BYTES);
    this.#next = this.#notifications.next().value ?? null;
  }

  get info(): TagInfo | null {
    return this.#connected ? this.#ownInfo : null;
  }

  get link(): LinkState {
    return this.#link;
  }

  on<K extends keyof TagEvents>(type: K, listener: (event: TagEvents[K]) => void): Unsubscribe {
    return this.#emitter.on(type, listener);
  }

  async connect(): Promise<TagInfo> {
    this.#mustNotHaveEnded();
    if (this.#connected) return this.#ownInfo;
    this.#setLink('connecting');
    // As with a radio, listeners hear of it before the promise is kept.
    await Promise.resolve();
    this.#mustNotHaveEnded();
    this.#connected = true;
    this.#setLink('preparing');
    this.#tellBattery();
    return this.#ownInfo;
  }

  async start(): Promise<void> {
    this.#mustBeConnected();
    if (this.#timer !== null) return;
    this.#bootedAtMs ??= Date.now();
    this.#tickedAtMs = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  async stop(): Promise<void> {
    this.#holdWalk();
    if (this.#link === 'live') this.#setLink('preparing');
  }

  async tare(): Promise<number> {
    this.#mustBeConnected();
    const removedN = this.#loadCell.readingN - this.#loadCell.zeroN;
    this.#loadCell.zeroN = this.#loadCell.readingN;
    return removedN;
  }

  async release(): Promise<void> {
    // Without a log there is nothing to forget.
  }

  async disconnect(): Promise<void> {
    this.#holdWalk();
    this.#setLink('ended');
  }

  /** Send all that has come due since the last tick, however long ago that was. */
  #tick(): void {
    const nowMs = performance.now();
    this.#deviceMs += (nowMs - this.#tickedAtMs) * this.#speed;
    this.#tickedAtMs = nowMs;
    // A listener may stop or disconnect in between.
    while (this.#timer !== null && this.#next !== null && this.#next.sentMs <= this.#deviceMs) {
      const { sentMs, bytes } = this.#next;
      this.#next = this.#notifications.next().value ?? null;
      this.#deliver(
        bytes,
        this.#bootedAtMs! + sentMs + this.#delay.between(RADIO_DELAY_MS.from, RADIO_DELAY_MS.to),
      );
    }
    if (this.#timer === null) return;
    this.#tellBattery();
    if (this.#next === null) void this.disconnect();
  }

  #deliver(bytes: Uint8Array, arrivalMs: number): void {
    const { frames } = this.#receiver.receive(new DataView(bytes.buffer));
    this.#setLink('live');
    this.#emitter.emit('frames', { bootId: this.#ownInfo.bootId, arrivalMs, frames });
    this.#emitter.emit('counts', this.#receiver.counts);
  }

  #tellBattery(): void {
    const percent = Math.max(1, BATTERY_AT_START - Math.floor(this.#deviceMs / MS_PER_BATTERY_PERCENT));
    if (percent === this.#batteryPercent) return;
    this.#batteryPercent = percent;
    this.#emitter.emit('battery', percent);
  }

  #holdWalk(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #setLink(link: LinkState): void {
    if (link === this.#link) return;
    this.#link = link;
    this.#emitter.emit('link', link);
  }

  #mustNotHaveEnded(): void {
    if (this.#link === 'ended') throw new TagError('link-lost', 'The demo walk is over.');
  }

  #mustBeConnected(): void {
    this.#mustNotHaveEnded();
    if (!this.#connected) throw new TagError('link-lost', 'The demo tag is not connected.');
  }
}
