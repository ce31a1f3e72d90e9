import type { Frame } from '../frame';
import { hostClock } from './host-clock';
import type { PacedSamples } from '../pace-frames';
import type { LinkCounts, LinkState, Tag, TagEvents, TagFamily, TagInfo, Unsubscribe } from '../tag';
import { TagEmitter } from '../tag-emitter';
import { TagError } from '../tag-error';
import { connectGatt } from './connect';
import { type DeviceInformation, GattSession } from './gatt-session';
import { LinkKeeper } from './link-keeper';
import { OperationQueue } from './operation-queue';
import type { Received, SensorDriver, SensorFamily, SensorHost } from './sensor-driver';

/** Longest that one attempt to connect may take, ms. Ours: a tag in reach answers within a few advertisements. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A tag of a family that has neither sequence numbers nor a log: connects, reconnects and counts as every tag does, numbers
 * frames itself in the order of their arrival, and leaves the rest to its driver.
 */
export class SensorTag implements Tag {
  #device: BluetoothDevice;
  readonly #family: SensorFamily;
  readonly #driver: SensorDriver;
  readonly #emitter = new TagEmitter();
  readonly #keeper: LinkKeeper;
  readonly #counts: LinkCounts = {
    notifications: 0,
    bytes: 0,
    frames: 0,
    duplicateFrames: 0,
    faults: 0,
    missingFrames: 0,
  };
  #queue = new OperationQueue();
  #session: GattSession | null = null;
  #info: TagInfo | null = null;
  #deviceInformation: DeviceInformation | null = null;
  #batteryPercent: number | null | undefined;
  #streaming = false;
  #bootId = Math.floor(Math.random() * 2 ** 16);
  #seq = 0;
  readonly #onDropped = (): void => {
    // The event of an earlier connection may come when the next one stands.
    if (!this.#device.gatt?.connected) this.#keeper.dropped();
  };

  constructor(device: BluetoothDevice, family: SensorFamily) {
    this.#device = device;
    this.#family = family;
    this.#driver = family.makeDriver(this.#host());
    this.#keeper = new LinkKeeper({
      open: (streaming) => this.#open(streaming),
      hangUp: () => this.#hangUp(),
      onState: (state) => this.#emitter.emit('link', state),
      onError: (error) => this.#emitter.emit('error', error),
    });
    device.addEventListener('gattserverdisconnected', this.#onDropped);
  }

  get family(): TagFamily {
    return this.#family.family;
  }

  get info(): TagInfo | null {
    return this.#info;
  }

  get link(): LinkState {
    return this.#keeper.state;
  }

  on<K extends keyof TagEvents>(type: K, listener: (event: TagEvents[K]) => void): Unsubscribe {
    return this.#emitter.on(type, listener);
  }

  adopt(device: BluetoothDevice): boolean {
    if (device.id !== this.#device.id || this.link === 'ended') return false;
    this.#device.removeEventListener('gattserverdisconnected', this.#onDropped);
    this.#device = device;
    device.addEventListener('gattserverdisconnected', this.#onDropped);
    return true;
  }

  async connect(): Promise<TagInfo> {
    await this.#keeper.connect();
    return this.#info!;
  }

  async start(): Promise<void> {
    this.#mustBeReady();
    const session = this.#session;
    // Before the request: samples may overtake its answer.
    this.#stream(true);
    try {
      await this.#driver.start();
    } catch (error) {
      // A link that broke meanwhile starts the streams when it is back.
      if (this.#session === session) this.#stream(false);
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.#keeper.isReady) {
      try {
        await this.#driver.stop();
      } finally {
        this.#stream(false);
      }
    } else this.#stream(false);
  }

  async tare(): Promise<number> {
    this.#mustBeReady();
    if (!this.#driver.tare) throw new TagError('not-available', 'This tag has no load cell.');
    return this.#driver.tare();
  }

  async release(): Promise<void> {
    // Without a log there is nothing to forget.
  }

  async disconnect(): Promise<void> {
    this.#streaming = false;
    this.#keeper.end();
  }

  /** What the driver sees of this tag. */
  #host(): SensorHost {
    const isStreaming = (): boolean => this.#streaming;
    return {
      get streaming() {
        return isStreaming();
      },
      take: (bytes, received) => this.#take(bytes, received),
      flush: (frames) => this.#flush(frames),
      battery: (percent) => this.#tellBattery(percent),
      lowBattery: (tMs) => {
        this.#tellBattery(0);
        if (isStreaming())
          this.#emitFrames([
            { kind: 'note', seq: this.#seq++, tMs, code: 'low-battery', bytes: new Uint8Array(0) },
          ]);
      },
      newBoot: () => this.#beginBoot(),
      now: () => performance.now(),
    };
  }

  #take(bytes: number, { frames, isFault = false, missingFrames = 0 }: Received): void {
    this.#counts.notifications += 1;
    this.#counts.bytes += bytes;
    if (isFault) this.#counts.faults += 1;
    this.#counts.missingFrames += missingFrames;
    if (this.#streaming && frames.length > 0) {
      this.#keeper.heard();
      this.#flush(frames);
    }
    this.#emitter.emit('counts', { ...this.#counts });
  }

  #flush(frames: readonly PacedSamples[]): void {
    if (this.#streaming && frames.length > 0)
      this.#emitFrames(frames.map((frame) => ({ ...frame, seq: this.#seq++ })));
  }

  #emitFrames(frames: Frame[]): void {
    this.#counts.frames += frames.length;
    this.#emitter.emit('frames', { bootId: this.#bootId, arrivalMs: hostClock.nowMs(), frames });
  }

  #tellBattery(percent: number | null): void {
    if (percent === this.#batteryPercent) return;
    this.#batteryPercent = percent;
    this.#emitter.emit('battery', percent);
  }

  #beginBoot(): void {
    this.#bootId = (this.#bootId + 1) % 2 ** 16;
    this.#seq = 0;
    if (this.#info !== null) this.#info = { ...this.#info, bootId: this.#bootId };
  }

  #stream(wanted: boolean): void {
    this.#streaming = wanted;
    this.#keeper.stream(wanted);
  }

  #mustBeReady(): void {
    if (this.#session === null || !this.#keeper.isReady)
      throw new TagError('link-lost', 'The tag is not connected.');
  }

  /** Connect and prepare, the first time and after each loss. */
  async #open(streaming: boolean): Promise<void> {
    const queue = (this.#queue = new OperationQueue());
    const server = await connectGatt(this.#device, CONNECT_TIMEOUT_MS);
    this.#keeper.linked();
    const session = (this.#session = new GattSession(server, queue, (packet) =>
      this.#emitter.emit('packet', packet),
    ));
    const description = await this.#driver.open(session);
    this.#deviceInformation ??= await session.deviceInformation();
    await session.watchBattery((percent) => this.#tellBattery(percent));
    if (this.#batteryPercent === undefined) this.#tellBattery(null);
    this.#info = {
      family: this.#family.family,
      id: this.#device.id,
      name: this.#device.name ?? this.#family.fallbackName,
      maker: this.#deviceInformation.maker,
      model: description.model ?? this.#deviceInformation.model,
      firmware: description.firmware ?? this.#deviceInformation.firmware,
      capabilities: description.capabilities,
      bootId: this.#bootId,
      streams: description.streams,
    };
    if (streaming) await this.#driver.start();
  }

  #hangUp(): void {
    // What the driver still holds was received and belongs to the walk.
    this.#driver.close();
    this.#session?.close();
    this.#session = null;
    this.#queue.abandon();
    try {
      this.#device.gatt?.disconnect();
    } catch {
      // It was not connected.
    }
  }
}
