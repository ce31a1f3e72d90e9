import { encodeText } from '../../lib/tag/catpace/device-info';
import { BATTERY_SERVICE, CATPACE_SERVICE, DEVICE_INFORMATION_SERVICE } from '../../lib/tag/catpace/profile';
import { rampSource } from './virtual-tag/sample-source';
import {
  DEFAULT_FIRMWARE,
  type FirmwareOptions,
  TagFirmware,
  type TagOutput,
} from './virtual-tag/tag-firmware';

/** What `gatt.connect()` does next. `hang` never settles until `disconnect()`. */
export type ConnectOutcome = 'ok' | 'refuse' | 'hang';

export interface FakeDeviceOptions {
  firmware?: Partial<FirmwareOptions>;
  /** Longest notification that the link carries; longer probes are lost. */
  carriesBytes?: number;
  /** Services and characteristics that this device lacks. */
  without?: readonly string[];
}

/** Time that each GATT operation takes, ms. */
const OPERATION_MS = 5;
const TICK_MS = 20;

/**
 * A Web Bluetooth device with the firmware of a Catpace tag inside, for tests without a browser. Implements the platform's
 * own interfaces and its manners: one GATT operation at a time, attributes of an earlier connection are stale, `value` is
 * overwritten by the next notification. Faults are queued or switched by the test.
 */
export class FakeBluetoothDevice extends EventTarget implements BluetoothDevice {
  readonly id = 'fake-device';
  readonly name: string | undefined = 'Catpace fake';
  readonly watchingAdvertisements = false;
  readonly firmware: TagFirmware;
  readonly gatt: FakeGattServer;
  readonly carriesBytes: number;
  readonly without: ReadonlySet<string>;
  /** Outcomes of the next calls of `connect()`, in order; afterwards they succeed. */
  readonly connectOutcomes: ConnectOutcome[] = [];
  /** Errors that the next operations on an attribute fail with, by UUID, in order. */
  readonly failures = new Map<string, DOMException[]>();
  /** What becomes of a Data notification on the air: none, one or more arrive. */
  air: (bytes: Uint8Array) => readonly Uint8Array[] = (bytes) => [bytes];
  /** Answers of Control get lost. */
  mute = false;
  /** The most operations that were ever under way at the same time. */
  mostOperationsAtOnce = 0;
  /** Requests written to Control, as bytes. */
  readonly requests: Uint8Array[] = [];
  oncharacteristicvaluechanged = (): void => {};
  onserviceadded = (): void => {};
  onservicechanged = (): void => {};
  onserviceremoved = (): void => {};
  onadvertisementreceived = (): void => {};
  ongattserverdisconnected = (): void => {};
  #operations = 0;
  readonly #ticker: ReturnType<typeof setInterval>;

  constructor({ firmware = {}, carriesBytes = 244, without = [] }: FakeDeviceOptions = {}) {
    super();
    this.firmware = new TagFirmware(
      { source: rampSource(3_600_000), ...DEFAULT_FIRMWARE, ...firmware },
      performance.now(),
    );
    this.carriesBytes = carriesBytes;
    this.without = new Set(without);
    this.gatt = new FakeGattServer(this);
    this.#ticker = setInterval(() => this.deliver(this.firmware.advance(performance.now())), TICK_MS);
  }

  /** The radio link breaks, with or without the event that browsers owe. */
  dropLink({ silently = false } = {}): void {
    this.firmware.linkLost();
    if (silently) this.air = () => [];
    else this.gatt.breakOff();
  }

  reboot(): void {
    this.firmware.reboot(performance.now());
    this.gatt.breakOff();
  }

  /** No more ticks: to be called at the end of a test. */
  dispose(): void {
    clearInterval(this.#ticker);
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  watchAdvertisements(): Promise<void> {
    return Promise.reject(new DOMException('Not here.', 'NotSupportedError'));
  }

  deliver(outputs: readonly TagOutput[]): void {
    for (const { on, bytes } of outputs) {
      if (on === 'control') {
        if (!this.mute) this.gatt.notify(CATPACE_SERVICE.control, bytes);
      } else if (bytes.length <= this.carriesBytes) {
        for (const arrived of this.air(bytes)) this.gatt.notify(CATPACE_SERVICE.data, arrived);
      }
    }
  }

  /** Run a GATT operation as a browser does. */
  async operate<T>(uuid: string, generation: number, operation: () => T): Promise<T> {
    if (this.#operations > 0) throw new DOMException('GATT operation already in progress.', 'NetworkError');
    this.#operations += 1;
    this.mostOperationsAtOnce = Math.max(this.mostOperationsAtOnce, this.#operations);
    try {
      await new Promise((resolve) => setTimeout(resolve, OPERATION_MS));
      if (!this.gatt.connected) throw new DOMException('GATT Server is disconnected.', 'NetworkError');
      if (generation !== this.gatt.generation)
        throw new DOMException('GATT Characteristic no longer exists.', 'InvalidStateError');
      const failure = this.failures.get(uuid)?.shift();
      if (failure) throw failure;
      return operation();
    } finally {
      this.#operations -= 1;
    }
  }
}

export class FakeGattServer implements BluetoothRemoteGATTServer {
  readonly device: FakeBluetoothDevice;
  connected = false;
  /** Connections so far. */
  generation = 0;
  #subscribed = new Map<string, FakeCharacteristic>();
  #rejectConnect: ((reason: DOMException) => void) | null = null;

  constructor(device: FakeBluetoothDevice) {
    this.device = device;
  }

  async connect(): Promise<BluetoothRemoteGATTServer> {
    const outcome = this.device.connectOutcomes.shift() ?? 'ok';
    if (outcome === 'hang')
      await new Promise((_, reject) => {
        this.#rejectConnect = reject;
      });
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (outcome === 'refuse') throw new DOMException('Connection failed for unknown reason.', 'NetworkError');
    this.connected = true;
    this.generation += 1;
    this.#subscribed = new Map();
    return this;
  }

  disconnect(): void {
    this.#rejectConnect?.(new DOMException('The connection attempt was aborted.', 'AbortError'));
    this.#rejectConnect = null;
    this.breakOff();
  }

  breakOff(): void {
    if (!this.connected) return;
    this.connected = false;
    this.device.firmware.linkLost();
    this.device.dispatchEvent(new Event('gattserverdisconnected'));
  }

  getPrimaryService(service: BluetoothServiceUUID): Promise<BluetoothRemoteGATTService> {
    const uuid = String(service);
    return this.device.operate(uuid, this.generation, () => {
      const known = [CATPACE_SERVICE.uuid, BATTERY_SERVICE.uuid, DEVICE_INFORMATION_SERVICE.uuid] as string[];
      if (!known.includes(uuid) || this.device.without.has(uuid))
        throw new DOMException(`No Services matching UUID ${uuid} found in Device.`, 'NotFoundError');
      return new FakeService(this.device, uuid, this.generation);
    });
  }

  async getPrimaryServices(service: BluetoothServiceUUID): Promise<BluetoothRemoteGATTService[]> {
    return [await this.getPrimaryService(service)];
  }

  subscribe(characteristic: FakeCharacteristic, wanted: boolean): void {
    if (wanted) this.#subscribed.set(characteristic.uuid, characteristic);
    else this.#subscribed.delete(characteristic.uuid);
  }

  notify(uuid: string, bytes: Uint8Array): void {
    this.#subscribed.get(uuid)?.arrive(bytes);
  }
}

class FakeService extends EventTarget implements BluetoothRemoteGATTService {
  readonly device: FakeBluetoothDevice;
  readonly uuid: string;
  readonly isPrimary = true;
  oncharacteristicvaluechanged = (): void => {};
  onserviceadded = (): void => {};
  onservicechanged = (): void => {};
  onserviceremoved = (): void => {};
  readonly #generation: number;

  constructor(device: FakeBluetoothDevice, uuid: string, generation: number) {
    super();
    this.device = device;
    this.uuid = uuid;
    this.#generation = generation;
  }

  getCharacteristic(characteristic: BluetoothCharacteristicUUID): Promise<BluetoothRemoteGATTCharacteristic> {
    const uuid = String(characteristic);
    return this.device.operate(uuid, this.#generation, () => {
      if (this.device.without.has(uuid))
        throw new DOMException(`No Characteristics matching UUID ${uuid} found.`, 'NotFoundError');
      return new FakeCharacteristic(this, uuid, this.#generation);
    });
  }

  async getCharacteristics(uuid: BluetoothCharacteristicUUID): Promise<BluetoothRemoteGATTCharacteristic[]> {
    return [await this.getCharacteristic(uuid)];
  }

  getIncludedService(): Promise<BluetoothRemoteGATTService> {
    return Promise.reject(new DOMException('None.', 'NotFoundError'));
  }

  getIncludedServices(): Promise<BluetoothRemoteGATTService[]> {
    return Promise.resolve([]);
  }
}

class FakeCharacteristic extends EventTarget implements BluetoothRemoteGATTCharacteristic {
  readonly service: FakeService;
  readonly uuid: string;
  readonly properties: BluetoothCharacteristicProperties = {
    broadcast: false,
    read: true,
    writeWithoutResponse: false,
    write: true,
    notify: true,
    indicate: false,
    authenticatedSignedWrites: false,
    reliableWrite: false,
    writableAuxiliaries: false,
  };
  oncharacteristicvaluechanged = (): void => {};
  readonly #generation: number;
  /** One buffer for all values, as some platforms do: who keeps a view sees the next value in it. */
  readonly #buffer = new ArrayBuffer(600);
  value: DataView | undefined;

  constructor(service: FakeService, uuid: string, generation: number) {
    super();
    this.service = service;
    this.uuid = uuid;
    this.#generation = generation;
  }

  arrive(bytes: Uint8Array): void {
    new Uint8Array(this.#buffer).fill(0xee).set(bytes, 3);
    this.value = new DataView(this.#buffer, 3, bytes.length);
    this.dispatchEvent(new Event('characteristicvaluechanged'));
  }

  readValue(): Promise<DataView> {
    return this.#operate(() => {
      const bytes = this.#read();
      return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    });
  }

  async writeValueWithResponse(value: BufferSource): Promise<void> {
    const { device } = this.service;
    const bytes = ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength))
      : new Uint8Array(value.slice(0));
    await this.#operate(() => {
      if (this.uuid === CATPACE_SERVICE.config && !device.firmware.writeConfig(bytes))
        throw new DOMException('GATT operation failed for unknown reason.', 'NotSupportedError');
      if (this.uuid !== CATPACE_SERVICE.control) return;
      device.requests.push(bytes);
      // The indication may overtake the write's own response: it does here, always.
      device.deliver(device.firmware.control(bytes, performance.now()));
    });
  }

  writeValue(value: BufferSource): Promise<void> {
    return this.writeValueWithResponse(value);
  }

  writeValueWithoutResponse(value: BufferSource): Promise<void> {
    return this.writeValueWithResponse(value);
  }

  startNotifications(): Promise<BluetoothRemoteGATTCharacteristic> {
    return this.#operate(() => {
      this.service.device.gatt.subscribe(this, true);
      return this;
    });
  }

  stopNotifications(): Promise<BluetoothRemoteGATTCharacteristic> {
    return this.#operate(() => {
      this.service.device.gatt.subscribe(this, false);
      return this;
    });
  }

  getDescriptor(): Promise<BluetoothRemoteGATTDescriptor> {
    return Promise.reject(new DOMException('None.', 'NotFoundError'));
  }

  getDescriptors(): Promise<BluetoothRemoteGATTDescriptor[]> {
    return Promise.resolve([]);
  }

  #operate<T>(operation: () => T): Promise<T> {
    return this.service.device.operate(this.uuid, this.#generation, operation);
  }

  #read(): Uint8Array {
    const { firmware } = this.service.device;
    switch (this.uuid) {
      case CATPACE_SERVICE.status:
        return firmware.readStatus(performance.now());
      case CATPACE_SERVICE.config:
        return firmware.readConfig();
      case BATTERY_SERVICE.level:
        return firmware.readBattery();
      case DEVICE_INFORMATION_SERVICE.maker:
        return encodeText('Fake works');
      case DEVICE_INFORMATION_SERVICE.model:
        return encodeText('Fake tag');
      case DEVICE_INFORMATION_SERVICE.firmware:
        return encodeText('0.0.1');
      default:
        throw new DOMException('GATT operation not permitted.', 'NotSupportedError');
    }
  }
}
