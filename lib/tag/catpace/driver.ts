import { BATTERY_SERVICE, DEVICE_INFORMATION_SERVICE } from '../gatt/standard-services';
import { chooseDevice } from '../gatt/choose-device';
import { connectGatt } from '../gatt/connect';
import type { DeviceInformation } from '../gatt/gatt-session';
import { LinkKeeper } from '../gatt/link-keeper';
import { OperationQueue } from '../gatt/operation-queue';
import { until } from '../gatt/until';
import { hostClock } from '../gatt/host-clock';
import type { BackfillProgress, LinkState, Tag, TagEvents, TagInfo, Unsubscribe, WantedFrames } from '../tag';
import { TagEmitter } from '../tag-emitter';
import { TagError } from '../tag-error';
import { agreeOnConfig } from './agree-on-config';
import { Backfill } from './backfill';
import { type Config, streamsOf } from './config';
import { FrameReceiver } from './frame-receiver';
import { CatpaceLink } from './link';
import { CATPACE_SERVICE } from './profile';
import { decodeStatus, type Status } from './status';
import { TagVitals } from './tag-vitals';

/** Longest that one attempt to connect may take, ms. Ours: a tag in reach answers within a few advertisements. */
const CONNECT_TIMEOUT_MS = 10_000;
/** A report of a few hundred frames over a poor link, ms. Ours. */
const REPORT_TIMEOUT_MS = 20_000;

/** While a log is fetched and nothing arrives: look so often whether something is to be asked for, ms. Ours. */
const FETCH_LOOK_MS = 250;

/**
 * Show the browser's chooser with the Catpace tags in reach. Must be called from a click in a tab of a normal window. Rejects
 * with `TagError`: `chooser-cancelled`, `adapter-missing`, `bluetooth-off`, `bluetooth-blocked`, `bluetooth-unsupported`.
 *
 * @param former tags of this page: when the owner picks the device of one of them, that one is returned, with all that it
 * knows of what has arrived, so that nothing is asked for or delivered twice. It is then to be connected again.
 */
export async function chooseCatpaceTag(bluetooth: Bluetooth, ...former: readonly Tag[]): Promise<Tag> {
  const device = await chooseDevice(bluetooth, {
    filters: [{ services: [CATPACE_SERVICE.uuid] }],
    optionalServices: [BATTERY_SERVICE.uuid, DEVICE_INFORMATION_SERVICE.uuid],
  });
  return former.find((tag) => tag.adopt?.(device)) ?? new CatpaceTag(device);
}

/** A tag that speaks the Catpace profile, behind a device that the owner chose. */
export class CatpaceTag implements Tag {
  readonly family = 'catpace';
  #device: BluetoothDevice;
  readonly #emitter = new TagEmitter();
  readonly #vitals = new TagVitals(this.#emitter);
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
  #releasedSeq = -Infinity;
  #wanted: WantedFrames = 'from-now';
  #wasMissing = 0;
  readonly #onDropped = (): void => {
    // The event of an earlier connection may come when the next one stands.
    if (!this.#device.gatt?.connected) this.#keeper.dropped();
  };

  constructor(device: BluetoothDevice) {
    this.#device = device;
    this.#keeper = new LinkKeeper({
      open: (streaming) => this.#open(streaming),
      hangUp: () => this.#hangUp(),
      onState: (state) => this.#emitter.emit('link', state),
      onError: (error) => this.#emitter.emit('error', error),
    });
    device.addEventListener('gattserverdisconnected', this.#onDropped);
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

  async connect(wanted: WantedFrames = 'from-now'): Promise<TagInfo> {
    if (this.#info === null) this.#wanted = wanted;
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
    const { offsetMilliN } = await this.#loadCell().request({ op: 'tare' });
    return offsetMilliN / 1000;
  }

  async calibrationPoint(forceN: number): Promise<number> {
    const forceMilliN = Math.round(forceN * 1000);
    const { rawCounts } = await this.#loadCell().request({ op: 'calibration-point', forceMilliN });
    return rawCounts;
  }

  async saveCalibration(): Promise<void> {
    await this.#loadCell().request({ op: 'save-calibration' });
  }

  async fetchLog(onProgress: (progress: BackfillProgress) => void = () => {}): Promise<void> {
    this.#ready();
    if (!this.#info?.capabilities.log) throw new TagError('not-available', 'This tag has no log.');
    const stopListening = this.on('backfill', onProgress);
    this.#keeper.fetch(true);
    try {
      // The last frames may have got lost with nothing behind them that would show it.
      await this.#link?.readStatus().then(
        (status) => this.#meetStatus(status),
        // A link that broke meanwhile asks again when it is back.
        () => {},
      );
      await until(FETCH_LOOK_MS, () => {
        if (this.link === 'lost' || this.link === 'ended')
          throw new TagError('link-lost', 'The link was lost before all of the log was here.');
        this.#backfill?.look(hostClock.nowMs());
        return this.#keeper.isReady && this.#receiver.progress.missing === 0;
      });
    } finally {
      stopListening();
      this.#keeper.fetch(false);
    }
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

  /** Where requests go that only a tag with a load cell can answer. */
  #loadCell(): CatpaceLink['control'] {
    const { control } = this.#ready();
    if (!this.#info?.capabilities.tension) throw new TagError('not-available', 'This tag has no load cell.');
    return control;
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
    const link = (this.#link = await CatpaceLink.find(server, queue, {
      onPacket: (packet) => this.#emitter.emit('packet', packet),
      onStranger: () =>
        this.#emitter.emit('error', new TagError('tag-shared', 'The tag has answered another program.')),
      txid: Math.floor(Math.random() * 256),
    }));
    const status = await link.readStatus();
    const config = (this.#config = await agreeOnConfig(link, status.capabilities, this.#config));
    this.#deviceInformation ??= await link.readDeviceInformation();
    // Before any frame arrives: it has to be known which boot it is of.
    this.#meetBoot(status, config);
    await link.listen({
      onData: (view) => this.#takeData(view),
      onStatus: (view) => this.#takeStatus(view),
      onBattery: (percent) => this.#vitals.takeBattery(percent),
    });
    await link.raisePayload(status.payloadBytes, (take) => {
      this.#takeProbe = take;
    });
    await this.#tellTime(link);
    if (streaming) await link.control.request({ op: 'start' });
    this.#backfill?.look(hostClock.nowMs());
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

  #meetStatus(status: Status): void {
    if (this.#info === null || this.#config === null) return;
    if (status.bootId !== this.#info.bootId) this.#meetBoot(status, this.#config);
    else this.#receiver.received.expectUpTo(status.nextSeq - 1);
    this.#tellProgress();
  }

  /** A boot that begins or goes on. With a new one device time and sequence numbers begin anew, and its log is this walk's. */
  #meetBoot(status: Status, config: Config): void {
    const formerBootId = this.#info?.bootId ?? null;
    const { bootId, firstSeq, nextSeq } = status;
    const isNew = bootId !== formerBootId;
    if (isNew) {
      // The former boot's log is gone, and with it what had not arrived.
      if (formerBootId !== null)
        for (const { from, to } of this.#receiver.received.missing())
          this.#emitter.emit('gaveUp', { bootId: formerBootId, fromSeq: from, toSeq: to });
      this.#releasedSeq = -Infinity;
      const held =
        typeof this.#wanted === 'string' ? undefined : this.#wanted.find((one) => one.bootId === bootId);
      const ranges = held?.ranges ?? [];
      // Frames from before this walk are not this walk's.
      const isFromNow = formerBootId === null && this.#wanted === 'from-now';
      this.#receiver.beginBoot(ranges[0]?.from ?? (isFromNow ? nextSeq : firstSeq), ranges);
    }
    // What was lost with the link, or made before it, is known to be missing from here on.
    this.#receiver.received.expectUpTo(nextSeq - 1);
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
    this.#vitals.takeBattery(status.batteryPercent);
    this.#vitals.takeFaults(status.faults);
    if (isNew) {
      const first = this.#receiver.received.firstExpected ?? nextSeq;
      const { nowMs: deviceMs } = status;
      this.#emitter.emit('boot', { bootId, firstSeq: first, formerBootId, oldestSeq: firstSeq, deviceMs });
    }
    this.#tellProgress();
    this.#backfill?.stop();
    this.#backfill = status.capabilities.log ? this.#newBackfill() : null;
  }

  #newBackfill(): Backfill | null {
    const link = this.#link;
    if (link === null || this.#info === null) return null;
    const { bootId } = this.#info;
    return new Backfill(this.#receiver.received, {
      report: ({ from, to }) =>
        link.control.request({ op: 'report-range', fromSeq: from, toSeq: to }, REPORT_TIMEOUT_MS),
      logBounds: () => link.readStatus(),
      onGivenUp: ({ from, to }) => {
        this.#emitter.emit('gaveUp', { bootId, fromSeq: from, toSeq: to });
        this.#tellProgress();
      },
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
    const arrivalMs = hostClock.nowMs();
    const { frames, probeBytes } = this.#receiver.receive(view);
    if (probeBytes !== null) this.#takeProbe(probeBytes);
    if (frames.length > 0 && this.#info !== null) {
      this.#keeper.heard();
      this.#emitter.emit('frames', { bootId: this.#info.bootId, arrivalMs, frames });
    }
    this.#backfill?.look(arrivalMs);
    this.#tellProgress();
    this.#emitter.emit('counts', this.#receiver.counts);
  }

  #takeStatus(view: DataView): void {
    const { status } = decodeStatus(view);
    if (status === null) return;
    this.#meetStatus(status);
    this.#vitals.takeBattery(status.batteryPercent);
    this.#vitals.takeFaults(status.faults);
  }

  /** Where there is no log nothing can be fetched. */
  #tellProgress(): void {
    if (!this.#info?.capabilities.log) return;
    const { progress } = this.#receiver;
    const { missing } = progress;
    if (missing === 0 && this.#wasMissing === 0) return;
    this.#wasMissing = missing;
    this.#keeper.missing(missing);
    if (missing === 0) this.#receiver.caughtUp();
    this.#emitter.emit('backfill', missing === 0 ? { missing, fetched: 0 } : progress);
  }
}
