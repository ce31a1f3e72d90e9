import { type DeviceInformation, GattSession } from '../gatt/gatt-session';
import type { OperationQueue } from '../gatt/operation-queue';
import type { RawPacket } from '../tag';
import { TagError } from '../tag-error';
import { type Config, decodeConfig, encodeConfig } from './config';
import { PROBE_LENGTHS } from './control';
import { ControlChannel } from './control-channel';
import { CATPACE_SERVICE } from './profile';
import { decodeStatus, type Status } from './status';

/** What goes over a connection, for whoever keeps watch on it. */
export interface LinkWatch {
  /** Everything that is notified or written. */
  onPacket(packet: RawPacket): void;
  /** The tag has answered another program on this machine. */
  onStranger(): void;
  /** Where the numbers of requests begin, 0 to 255, by chance. */
  txid: number;
}

/** What a tag sends unasked. Views are to be read during the call. */
export interface LinkListeners {
  onData(view: DataView): void;
  onStatus(view: DataView): void;
  onBattery(percent: number | null): void;
}

type Characteristics = Readonly<
  Record<'status' | 'data' | 'control' | 'config', BluetoothRemoteGATTCharacteristic>
>;

/**
 * One connection to a Catpace tag: its characteristics, fetched afresh, behind one queue of operations. It lives until the
 * radio drops; the next connection makes another. All rejections are `TagError`.
 */
export class CatpaceLink {
  readonly control: ControlChannel;
  readonly #session: GattSession;
  readonly #characteristics: Characteristics;

  private constructor(
    session: GattSession,
    characteristics: Characteristics,
    { onPacket, onStranger, txid }: LinkWatch,
  ) {
    this.#session = session;
    this.#characteristics = characteristics;
    this.control = new ControlChannel(session.queue, characteristics.control, txid, {
      onWrite: (bytes) => onPacket({ direction: 'out', characteristic: CATPACE_SERVICE.control, bytes }),
      onStranger,
    });
  }

  /**
   * Find the Catpace service on a connected device.
   * @param queue abandoned by the caller when the radio drops, also while this still runs
   */
  static async find(
    server: BluetoothRemoteGATTServer,
    queue: OperationQueue,
    watch: LinkWatch,
  ): Promise<CatpaceLink> {
    const session = new GattSession(server, queue, watch.onPacket);
    const service = await session.service(CATPACE_SERVICE.uuid);
    const find = (name: keyof Characteristics): Promise<BluetoothRemoteGATTCharacteristic> =>
      session.characteristic(service, CATPACE_SERVICE[name]);
    const characteristics = {
      status: await find('status'),
      data: await find('data'),
      control: await find('control'),
      config: await find('config'),
    };
    return new CatpaceLink(session, characteristics, watch);
  }

  async readStatus(): Promise<Status> {
    const view = await this.#session.read(this.#characteristics.status);
    const { status, fault } = decodeStatus(view);
    if (status !== null) return status;
    throw fault === 'version-unknown'
      ? new TagError('version-unknown', `The tag speaks version ${view.getUint8(0)} of the profile.`)
      : new TagError('wrong-device', 'The Status of the tag is too short.');
  }

  async readConfig(): Promise<Config> {
    const view = await this.#session.read(this.#characteristics.config);
    const config = decodeConfig(view);
    if (config === null) throw new TagError('wrong-device', 'The Config of the tag is too short.');
    return config;
  }

  /** Returns the Config in force, which is the old one when the tag refuses this one. */
  async writeConfig(config: Config): Promise<Config> {
    try {
      await this.#session.write(this.#characteristics.config, encodeConfig(config));
    } catch (error) {
      if (!(error instanceof TagError) || error.code !== 'request-refused') throw error;
    }
    return this.readConfig();
  }

  /** Maker, model and firmware; null where the tag does not say. */
  readDeviceInformation(): Promise<DeviceInformation> {
    return this.#session.deviceInformation();
  }

  /** Switch notifications on: Control first, because every request needs it, then Data, Status and the battery. */
  async listen({ onData, onStatus, onBattery }: LinkListeners): Promise<void> {
    const { control, data, status } = this.#characteristics;
    await this.#session.subscribe(control, (view) => this.control.take(view));
    await this.#session.subscribe(data, onData);
    await this.#session.subscribe(status, onStatus);
    await this.#session.watchBattery(onBattery);
  }

  /**
   * Find out how many bytes a notification may hold and have the tag use them. No browser tells the MTU.
   * @param takeProbe called with a function that wants the length of each probe that arrives
   */
  async raisePayload(
    presentBytes: number,
    takeProbe: (take: (bytes: number) => void) => void,
  ): Promise<void> {
    let largestBytes = 0;
    takeProbe((bytes) => {
      // A probe of another length was cut off on its way.
      if (PROBE_LENGTHS.includes(bytes)) largestBytes = Math.max(largestBytes, bytes);
    });
    try {
      await this.control.request({ op: 'payload-probe' });
      if (largestBytes > presentBytes)
        await this.control.request({ op: 'set-payload', payloadBytes: largestBytes });
    } catch (error) {
      this.#session.mustHold(error);
    } finally {
      takeProbe(() => {});
    }
  }

  /** The radio has gone, or shall go: everything that waits is rejected. */
  close(): void {
    this.#session.close();
  }
}
