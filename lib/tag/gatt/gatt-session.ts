import {
  BATTERY_SERVICE,
  DEVICE_INFORMATION_SERVICE,
  decodeBatteryLevel,
  decodeText,
} from './standard-services';
import type { RawPacket } from '../tag';
import { TagError } from '../tag-error';
import { tagErrorFrom } from './gatt-errors';
import type { OperationQueue } from './operation-queue';

export interface DeviceInformation {
  maker: string | null;
  model: string | null;
  firmware: string | null;
}

/**
 * One connection to a device: everything that is asked of its attributes, one operation at a time. It lives until the radio
 * drops; the next connection makes another, with attributes fetched afresh. All rejections are `TagError`.
 */
export class GattSession {
  readonly queue: OperationQueue;
  readonly #server: BluetoothRemoteGATTServer;
  readonly #onPacket: (packet: RawPacket) => void;
  #gone = false;

  /**
   * @param queue abandoned by the caller when the radio drops
   * @param onPacket hears everything that is notified or written
   */
  constructor(
    server: BluetoothRemoteGATTServer,
    queue: OperationQueue,
    onPacket: (packet: RawPacket) => void = () => {},
  ) {
    this.#server = server;
    this.queue = queue;
    this.#onPacket = onPacket;
  }

  /** Rejects with `wrong-device` where the device has no such service. */
  service(uuid: string): Promise<BluetoothRemoteGATTService> {
    return this.#discover('Looking for a service', () => this.#server.getPrimaryService(uuid));
  }

  /** Rejects with `wrong-device` where the service has no such characteristic. */
  characteristic(
    service: BluetoothRemoteGATTService,
    uuid: string,
  ): Promise<BluetoothRemoteGATTCharacteristic> {
    return this.#discover('Looking for a characteristic', () => service.getCharacteristic(uuid));
  }

  read(characteristic: BluetoothRemoteGATTCharacteristic): Promise<DataView> {
    return this.queue.run('Reading', () => characteristic.readValue());
  }

  write(characteristic: BluetoothRemoteGATTCharacteristic, bytes: Uint8Array): Promise<void> {
    // A copy with a buffer of its own, which is what the platform's type asks for.
    const value = Uint8Array.from(bytes);
    this.#onPacket({ direction: 'out', characteristic: characteristic.uuid, bytes: value });
    const { write, writeWithoutResponse } = characteristic.properties;
    return this.queue.run('Writing', () =>
      !write && writeWithoutResponse
        ? characteristic.writeValueWithoutResponse(value)
        : characteristic.writeValueWithResponse(value),
    );
  }

  /** Hear what a characteristic sends. The view is to be read during the call: the next notification overwrites it. */
  async subscribe(
    characteristic: BluetoothRemoteGATTCharacteristic,
    take: (view: DataView) => void,
  ): Promise<void> {
    this.listen(characteristic, take);
    // Some platforms keep a subscription across a reconnect and then send nothing.
    await this.optional(() => characteristic.stopNotifications());
    await this.switchOn(characteristic);
  }

  /** The listener alone: notifications are switched on and off apart from it. */
  listen(characteristic: BluetoothRemoteGATTCharacteristic, take: (view: DataView) => void): void {
    characteristic.addEventListener('characteristicvaluechanged', (event) => {
      const { value } = event.target as BluetoothRemoteGATTCharacteristic;
      if (!value || this.#gone) return;
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
      this.#onPacket({ direction: 'in', characteristic: characteristic.uuid, bytes });
      take(value);
    });
  }

  async switchOn(characteristic: BluetoothRemoteGATTCharacteristic): Promise<void> {
    await this.queue.run('Switching notifications on', () => characteristic.startNotifications());
  }

  async switchOff(characteristic: BluetoothRemoteGATTCharacteristic): Promise<void> {
    await this.queue.run('Switching notifications off', () => characteristic.stopNotifications());
  }

  /** Null when the tag does not have it or cannot do it. Still rejects when the link is gone. */
  async optional<T>(operation: () => Promise<T>): Promise<T | null> {
    try {
      return await this.queue.run('Asking for something optional', async () => {
        try {
          return await operation();
        } catch (error) {
          // Nothing found is no failure here.
          if ((error as { name?: unknown } | null)?.name === 'NotFoundError') return null;
          throw error;
        }
      });
    } catch (error) {
      this.mustHold(error);
      return null;
    }
  }

  /** What is optional may fail, unless the link itself has. */
  mustHold(error: unknown): void {
    if (error instanceof TagError && error.code === 'link-lost') throw error;
  }

  /** Maker, model and firmware by the standard service; null where the device does not say. */
  async deviceInformation(): Promise<DeviceInformation> {
    const service = await this.optional(() =>
      this.#server.getPrimaryService(DEVICE_INFORMATION_SERVICE.uuid),
    );
    const read = async (uuid: string): Promise<string | null> => {
      const characteristic = service && (await this.optional(() => service.getCharacteristic(uuid)));
      const view = characteristic && (await this.optional(() => characteristic.readValue()));
      return view ? decodeText(view) : null;
    };
    return {
      maker: await read(DEVICE_INFORMATION_SERVICE.maker),
      model: await read(DEVICE_INFORMATION_SERVICE.model),
      firmware: await read(DEVICE_INFORMATION_SERVICE.firmware),
    };
  }

  /** The standard battery service, now and whenever it changes. Never called where the device has none. */
  async watchBattery(onPercent: (percent: number | null) => void): Promise<void> {
    const service = await this.optional(() => this.#server.getPrimaryService(BATTERY_SERVICE.uuid));
    const level = service && (await this.optional(() => service.getCharacteristic(BATTERY_SERVICE.level)));
    if (!level) return;
    const take = (view: DataView): void => onPercent(decodeBatteryLevel(view));
    if (level.properties.notify)
      await this.subscribe(level, take).catch((error: unknown) => this.mustHold(error));
    const view = await this.optional(() => level.readValue());
    if (view) take(view);
  }

  /** The radio has gone, or shall go: everything that waits is rejected, nothing more is heard. */
  close(): void {
    this.#gone = true;
    this.queue.abandon();
  }

  #discover<T>(name: string, operation: () => Promise<T>): Promise<T> {
    return this.queue.run(name, async () => {
      try {
        return await operation();
      } catch (error) {
        throw tagErrorFrom(error, 'discover');
      }
    });
  }
}
