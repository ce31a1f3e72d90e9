import { chooseDevice } from '../gatt/choose-device';
import { connectGatt } from '../gatt/connect';
import type { DeviceInformation } from '../gatt/gatt-session';
import { LinkKeeper } from '../gatt/link-keeper';
import { OperationQueue } from '../gatt/operation-queue';
import type { LinkState, Tag, TagEvents, TagFault, TagInfo, Unsubscribe } from '../tag';
import { TagEmitter } from '../tag-emitter';
import { TagError } from '../tag-error';
import { agreeOnConfig } from './agree-on-config';
import { Backfill } from './backfill';
import { type Config, streamsOf } from './config';
import { FrameReceiver } from './frame-receiver';
import { CatpaceLink } from './link';
import { BATTERY_SERVICE, CATPACE_SERVICE, DEVICE_INFORMATION_SERVICE } from './profile';
import { decodeStatus, type Status } from './status';

/** Longest that one attempt to connect may take, ms. Ours: a tag in reach answers within a few advertisements. */
const CONNECT_TIMEOUT_MS = 10_000;
/** A report of a few hundred frames over a poor link, ms. Ours. */
const REPORT_TIMEOUT_MS = 20_000;

/**
 * Show the browser's chooser with the Catpace tags in reach. Must be called from a click in a tab of a normal window. Rejects
 * with `TagError`: `chooser-cancelled`, `adapter-missing`, `bluetooth-off`, `bluetooth-blocked`, `bluetooth-unsupported`.
 */
export async function chooseCatpaceTag(bluetooth: Bluetooth): Promise<Tag> {
  const device = await chooseDevice(bluetooth, {
    filters: [{ services: [CATPACE_SERVICE.uuid] }],
    optionalServices: [BATTERY_SERVICE.uuid, DEVICE_INFORMATION_SERVICE.uuid],
  });
  return new CatpaceTag(device);
}

/** A tag that speaks the Catpace profile, behind a device that the owner chose. */
export class CatpaceTag implements Tag {
  readonly family = 'catpace';
  readonly #device: BluetoothDevice;
  readonly #emitter = new TagEmitter();
  readonly #receiver = new FrameReceiver();
  readonly #keeper: LinkKeeper;
  /** Of the present connection. */
  #queue = new OperationQueue();
  #link: CatpaceLink | null = null;
  #backfill: Backfill | null = null;
  #takeProbe: (bytes: number) => void = () => {};
  #info: TagInfo | null = null;
  #deviceInformation: DeviceInformation | null = null;
  /** Once known, wanted again after each boot of the tag: a walk keeps its streams. */
  #config: Config | null = null;
  #batteryPercent: number | null | undefined;
  #faults: readonly TagFault[] = [];
  #releasedSeq = -Infinity;

  constructor(device: BluetoothDevice) {
    this.#device = device;
    this.#keeper = new LinkKeeper({
      open: (streaming) => this.#open(streaming),
      hangUp: () => this.#hangUp(),
      onState: (state) => this.#emitter.emit('link', state),
      onError: (error) => this.#emitter.emit('error', error),
    });
    device.addEventListener('gattserverdisconnected', () => {
      // The event of an earlier connection may come when the next one stands.
      if (!device.gatt?.connected) this.#keeper.dropped();
    });
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

  async connect(): Promise<TagInfo> {
    await this.#keeper.connect();
    return this.#info!;
  }

  async start(): Promise<void> {
    const link = this.#ready();
    // Before the request: frames may overtake its answer.
    this.#keeper.stream(true);
    try {
      await link.control.request({ op: 'start' });
    } catch (error) {
      // A link that broke meanwhile starts the streams when it is back.
      if (this.#link === link) this.#keeper.stream(false);
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#keeper.stream(false);
    if (this.#keeper.isReady) await this.#link?.control.request({ op: 'stop' });
  }

  async tare(): Promise<number> {
    const link = this.#ready();
    if (!this.#info?.capabilities.tension) throw new TagError('not-available', 'This tag has no load cell.');
    const { offsetMilliN } = await link.control.request({ op: 'tare' });
    return offsetMilliN / 1000;
  }

  /** Never lets the tag forget a frame that has not arrived: up to the first hole, whatever is asked. */
  async release(bootId: number, uptoSeq: number): Promise<void> {
    if (!this.#keeper.isReady || this.#info?.bootId !== bootId || !this.#info.capabilities.log) return;
    const { received } = this.#receiver;
    const firstHole = received.missing()[0]?.from ?? Infinity;
    const upto = Math.min(received.unwrap(uptoSeq), firstHole - 1, received.newest ?? -Infinity);
    if (upto <= this.#releasedSeq) return;
    this.#releasedSeq = upto;
    await this.#link?.control.request({ op: 'release', uptoSeq: upto });
  }

  async disconnect(): Promise<void> {
    this.#keeper.end();
  }

  #ready(): CatpaceLink {
    if (this.#link !== null && this.#keeper.isReady) return this.#link;
    throw new TagError('link-lost', 'The tag is not connected.');
  }

  /** Connect and prepare, the first time and after each loss. */
  async #open(streaming: boolean): Promise<void> {
    const queue = (this.#queue = new OperationQueue());
    const server = await connectGatt(this.#device, CONNECT_TIMEOUT_MS);
    this.#keeper.linked();
    const link = (this.#link = await CatpaceLink.find(server, queue));
    const status = await link.readStatus();
    const config = (this.#config = await agreeOnConfig(link, status.capabilities, this.#config));
    this.#deviceInformation ??= await link.readDeviceInformation();
    // Before any frame arrives: it has to be known which boot it is of.
    this.#meetBoot(status, config);
    await link.listen({
      onData: (view) => this.#takeData(view),
      onStatus: (view) => this.#takeStatus(view),
      onBattery: (percent) => this.#takeBattery(percent),
    });
    await link.raisePayload(status.payloadBytes, (take) => {
      this.#takeProbe = take;
    });
    await this.#tellTime(link);
    if (streaming) await link.control.request({ op: 'start' });
    this.#backfill?.look(Date.now());
  }

  #hangUp(): void {
    this.#backfill?.stop();
    this.#backfill = null;
    this.#link?.close();
    this.#link = null;
    this.#queue.abandon();
    try {
      this.#device.gatt?.disconnect();
    } catch {
      // It was not connected.
    }
  }

  /** First sight of a boot: device time and sequence numbers begin anew, and its log is this walk's. */
  #meetBoot(status: Status, config: Config): void {
    const isFirst = this.#info === null;
    if (isFirst || this.#info?.bootId !== status.bootId) {
      // Frames from before this walk are not this walk's.
      this.#receiver.beginBoot(isFirst ? status.nextSeq : status.firstSeq);
      this.#releasedSeq = -Infinity;
    } else {
      // What was lost with the link is known to be missing from here on.
      this.#receiver.received.expectUpTo(status.nextSeq - 1);
    }
    this.#info = {
      family: this.family,
      id: this.#device.id,
      name: this.#device.name ?? 'Catpace tag',
      maker: this.#deviceInformation?.maker ?? null,
      model: this.#deviceInformation?.model ?? null,
      firmware: this.#deviceInformation?.firmware ?? null,
      capabilities: status.capabilities,
      bootId: status.bootId,
      streams: streamsOf(config),
    };
    this.#takeBattery(status.batteryPercent);
    this.#takeFaults(status.faults);
    this.#backfill?.stop();
    this.#backfill = status.capabilities.log ? this.#newBackfill() : null;
  }

  #newBackfill(): Backfill | null {
    const link = this.#link;
    if (link === null) return null;
    return new Backfill(this.#receiver.received, {
      report: ({ from, to }) =>
        link.control.request({ op: 'report-range', fromSeq: from, toSeq: to }, REPORT_TIMEOUT_MS),
      logBounds: () => link.readStatus(),
    });
  }

  async #tellTime(link: CatpaceLink): Promise<void> {
    try {
      await link.control.request({ op: 'time-sync', unixMs: Date.now() });
    } catch (error) {
      // The walk's own clock comes from arrivals. The tag only loses the wall time of its notes.
      if (error instanceof TagError && error.code === 'link-lost') throw error;
    }
  }

  #takeData(view: DataView): void {
    // Not `performance.now()`: on some systems it stands still while the machine sleeps, and the tag's clock does not.
    const arrivalMs = Date.now();
    const { frames, probeBytes } = this.#receiver.receive(view);
    if (probeBytes !== null) this.#takeProbe(probeBytes);
    if (frames.length > 0 && this.#info !== null) {
      this.#keeper.heard();
      this.#emitter.emit('frames', { bootId: this.#info.bootId, arrivalMs, frames });
    }
    this.#backfill?.look(arrivalMs);
    this.#emitter.emit('counts', this.#receiver.counts);
  }

  #takeStatus(view: DataView): void {
    const { status } = decodeStatus(view);
    if (status === null) return;
    if (this.#info !== null && this.#config !== null && status.bootId !== this.#info.bootId)
      this.#meetBoot(status, this.#config);
    this.#takeBattery(status.batteryPercent);
    this.#takeFaults(status.faults);
  }

  #takeBattery(percent: number | null): void {
    // Two characteristics tell it; one of them may not know.
    if (percent === this.#batteryPercent || (percent === null && this.#batteryPercent !== undefined)) return;
    this.#batteryPercent = percent;
    this.#emitter.emit('battery', percent);
  }

  #takeFaults(faults: readonly TagFault[]): void {
    if (String(faults) === String(this.#faults)) return;
    this.#faults = faults;
    this.#emitter.emit('faults', faults);
  }
}
