import { tagErrorFrom } from '../gatt/gatt-errors';
import type { OperationQueue } from '../gatt/operation-queue';
import { TagError } from '../tag-error';
import { type Config, decodeConfig, encodeConfig } from './config';
import { PROBE_LENGTHS } from './control';
import { ControlChannel } from './control-channel';
import { decodeBatteryLevel, decodeText } from './device-info';
import { BATTERY_SERVICE, CATPACE_SERVICE, DEVICE_INFORMATION_SERVICE } from './profile';
import { decodeStatus, type Status } from './status';

/** What a tag sends unasked. Views are to be read during the call. */
export interface LinkListeners {
  onData(view: DataView): void;
  onStatus(view: DataView): void;
  onBattery(percent: number | null): void;
}

export interface DeviceInformation {
  maker: string | null;
  model: string | null;
  firmware: string | null;
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
  readonly #queue: OperationQueue;
  readonly #server: BluetoothRemoteGATTServer;
  readonly #characteristics: Characteristics;
  #gone = false;

  private constructor(
    queue: OperationQueue,
    server: BluetoothRemoteGATTServer,
    characteristics: Characteristics,
  ) {
    this.#queue = queue;
    this.#server = server;
    this.#characteristics = characteristics;
    this.control = new ControlChannel(queue, characteristics.control);
  }

  /**
   * Find the Catpace service on a connected device.
   * @param queue abandoned by the caller when the radio drops, also while this still runs
   */
  static async find(server: BluetoothRemoteGATTServer, queue: OperationQueue): Promise<CatpaceLink> {
    const discover = <T>(name: string, operation: () => Promise<T>): Promise<T> =>
      queue.run(name, async () => {
        try {
          return await operation();
        } catch (error) {
          throw tagErrorFrom(error, 'discover');
        }
      });
    const service = await discover('Looking for the Catpace service', () =>
      server.getPrimaryService(CATPACE_SERVICE.uuid),
    );
    const find = (name: keyof Characteristics): Promise<BluetoothRemoteGATTCharacteristic> =>
      discover(`Looking for ${name}`, () => service.getCharacteristic(CATPACE_SERVICE[name]));
    return new CatpaceLink(queue, server, {
      status: await find('status'),
      data: await find('data'),
      control: await find('control'),
      config: await find('config'),
    });
  }

  async readStatus(): Promise<Status> {
    const view = await this.#queue.run('Reading Status', () => this.#characteristics.status.readValue());
    const { status, fault } = decodeStatus(view);
    if (status !== null) return status;
    throw fault === 'version-unknown'
      ? new TagError('version-unknown', `The tag speaks version ${view.getUint8(0)} of the profile.`)
      : new TagError('wrong-device', 'The Status of the tag is too short.');
  }

  async readConfig(): Promise<Config> {
    const view = await this.#queue.run('Reading Config', () => this.#characteristics.config.readValue());
    const config = decodeConfig(view);
    if (config === null) throw new TagError('wrong-device', 'The Config of the tag is too short.');
    return config;
  }

  /** Returns the Config in force, which is the old one when the tag refuses this one. */
  async writeConfig(config: Config): Promise<Config> {
    const bytes = encodeConfig(config);
    try {
      await this.#queue.run('Writing Config', () =>
        this.#characteristics.config.writeValueWithResponse(bytes),
      );
    } catch (error) {
      if (!(error instanceof TagError) || error.code !== 'request-refused') throw error;
    }
    return this.readConfig();
  }

  /** Maker, model and firmware; null where the tag does not say. */
  async readDeviceInformation(): Promise<DeviceInformation> {
    const service = await this.#optional(() =>
      this.#server.getPrimaryService(DEVICE_INFORMATION_SERVICE.uuid),
    );
    const read = async (uuid: string): Promise<string | null> => {
      const characteristic = service && (await this.#optional(() => service.getCharacteristic(uuid)));
      const view = characteristic && (await this.#optional(() => characteristic.readValue()));
      return view ? decodeText(view) : null;
    };
    return {
      maker: await read(DEVICE_INFORMATION_SERVICE.maker),
      model: await read(DEVICE_INFORMATION_SERVICE.model),
      firmware: await read(DEVICE_INFORMATION_SERVICE.firmware),
    };
  }

  /** Switch notifications on: Control first, because every request needs it, then Data, Status and the battery. */
  async listen({ onData, onStatus, onBattery }: LinkListeners): Promise<void> {
    const { control, data, status } = this.#characteristics;
    await this.#subscribe(control, (view) => this.control.take(view));
    await this.#subscribe(data, onData);
    await this.#subscribe(status, onStatus);
    const service = await this.#optional(() => this.#server.getPrimaryService(BATTERY_SERVICE.uuid));
    const level = service && (await this.#optional(() => service.getCharacteristic(BATTERY_SERVICE.level)));
    if (!level) return;
    const take = (view: DataView): void => onBattery(decodeBatteryLevel(view));
    if (level.properties.notify)
      await this.#subscribe(level, take).catch((error: unknown) => this.#mustHold(error));
    const view = await this.#optional(() => level.readValue());
    if (view) take(view);
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
      this.#mustHold(error);
    } finally {
      takeProbe(() => {});
    }
  }

  /** The radio has gone, or shall go: everything that waits is rejected. */
  close(): void {
    this.#gone = true;
    this.#queue.abandon();
  }

  async #subscribe(
    characteristic: BluetoothRemoteGATTCharacteristic,
    take: (view: DataView) => void,
  ): Promise<void> {
    characteristic.addEventListener('characteristicvaluechanged', (event) => {
      // `value` is overwritten by the next notification: it is read before this returns.
      const { value } = event.target as BluetoothRemoteGATTCharacteristic;
      if (value && !this.#gone) take(value);
    });
    // Some platforms keep a subscription across a reconnect and then send nothing.
    await this.#optional(() => characteristic.stopNotifications());
    await this.#queue.run('Switching notifications on', () => characteristic.startNotifications());
  }

  /** Null when the tag does not have it or cannot do it. Still rejects when the link is gone. */
  async #optional<T>(operation: () => Promise<T>): Promise<T | null> {
    try {
      return await this.#queue.run('Asking for something optional', async () => {
        try {
          return await operation();
        } catch (error) {
          // Nothing found is no failure here.
          if ((error as { name?: unknown } | null)?.name === 'NotFoundError') return null;
          throw error;
        }
      });
    } catch (error) {
      this.#mustHold(error);
      return null;
    }
  }

  /** What is optional may fail, unless the link itself has. */
  #mustHold(error: unknown): void {
    if (error instanceof TagError && error.code === 'link-lost') throw error;
  }
}
