import type { CharacteristicSpec, ServiceSpec } from './virtual-tag/bluez-peripheral';

/** What `gatt.connect()` does next. `hang` never settles until `disconnect()`. */
export type ConnectOutcome = 'ok' | 'refuse' | 'hang';

/** What a device is inside. */
export interface GattFace {
  services: readonly ServiceSpec[];
  /** The link is gone. */
  linkLost(): void;
}

/** Time that each GATT operation takes, ms. */
const OPERATION_MS = 5;

/**
 * A Web Bluetooth device for tests without a browser. Implements the platform's own interfaces and its manners: one GATT
 * operation at a time, attributes of an earlier connection are stale, `value` is overwritten by the next notification. Faults
 * are queued or switched by the test.
 */
export class FakeGattDevice extends EventTarget implements BluetoothDevice {
  readonly id = 'fake-device';
  readonly name: string | undefined;
  readonly watchingAdvertisements = false;
  readonly gatt: FakeGattServer;
  readonly without: ReadonlySet<string>;
  /** Outcomes of the next calls of `connect()`, in order; afterwards they succeed. */
  readonly connectOutcomes: ConnectOutcome[] = [];
  /** Errors that the next operations on an attribute fail with, by UUID, in order. */
  readonly failures = new Map<string, DOMException[]>();
  /** The most operations that were ever under way at the same time. */
  mostOperationsAtOnce = 0;
  oncharacteristicvaluechanged = (): void => {};
  onserviceadded = (): void => {};
  onservicechanged = (): void => {};
  onserviceremoved = (): void => {};
  onadvertisementreceived = (): void => {};
  ongattserverdisconnected = (): void => {};
  #operations = 0;

  /**
   * @param face asked afresh each time: the object may still be under construction
   * @param without services and characteristics that this device lacks
   */
  constructor(name: string | undefined, face: () => GattFace, without: readonly string[] = []) {
    super();
    this.name = name;
    this.without = new Set(without);
    this.gatt = new FakeGattServer(this, face);
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  watchAdvertisements(): Promise<void> {
    return Promise.reject(new DOMException('Not here.', 'NotSupportedError'));
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
  readonly device: FakeGattDevice;
  connected = false;
  /** Connections so far. */
  generation = 0;
  readonly #face: () => GattFace;
  #subscribed = new Map<string, FakeCharacteristic>();
  #rejectConnect: ((reason: DOMException) => void) | null = null;

  constructor(device: FakeGattDevice, face: () => GattFace) {
    this.device = device;
    this.#face = face;
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
    this.#face().linkLost();
    this.device.dispatchEvent(new Event('gattserverdisconnected'));
  }

  getPrimaryService(service: BluetoothServiceUUID): Promise<BluetoothRemoteGATTService> {
    const uuid = String(service);
    return this.device.operate(uuid, this.generation, () => {
      const spec = this.#face().services.find((one) => one.uuid === uuid);
      if (!spec || this.device.without.has(uuid))
        throw new DOMException(`No Services matching UUID ${uuid} found in Device.`, 'NotFoundError');
      return new FakeService(this.device, spec, this.generation);
    });
  }

  async getPrimaryServices(service: BluetoothServiceUUID): Promise<BluetoothRemoteGATTService[]> {
    return [await this.getPrimaryService(service)];
  }

  subscribe(characteristic: FakeCharacteristic, wanted: boolean): void {
    const wasWanted = this.#subscribed.has(characteristic.uuid);
    if (wanted) this.#subscribed.set(characteristic.uuid, characteristic);
    else this.#subscribed.delete(characteristic.uuid);
    if (wanted !== wasWanted) characteristic.spec.onSubscribed?.(wanted);
  }

  notify(uuid: string, bytes: Uint8Array): void {
    this.#subscribed.get(uuid)?.arrive(bytes);
  }
}

class FakeService extends EventTarget implements BluetoothRemoteGATTService {
  readonly device: FakeGattDevice;
  readonly uuid: string;
  readonly isPrimary = true;
  oncharacteristicvaluechanged = (): void => {};
  onserviceadded = (): void => {};
  onservicechanged = (): void => {};
  onserviceremoved = (): void => {};
  readonly #spec: ServiceSpec;
  readonly #generation: number;

  constructor(device: FakeGattDevice, spec: ServiceSpec, generation: number) {
    super();
    this.device = device;
    this.uuid = spec.uuid;
    this.#spec = spec;
    this.#generation = generation;
  }

  getCharacteristic(characteristic: BluetoothCharacteristicUUID): Promise<BluetoothRemoteGATTCharacteristic> {
    const uuid = String(characteristic);
    return this.device.operate(uuid, this.#generation, () => {
      const spec = this.#spec.characteristics.find((one) => one.uuid === uuid);
      if (!spec || this.device.without.has(uuid))
        throw new DOMException(`No Characteristics matching UUID ${uuid} found.`, 'NotFoundError');
      return new FakeCharacteristic(this, spec, this.#generation);
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
  readonly properties: BluetoothCharacteristicProperties;
  readonly spec: CharacteristicSpec;
  oncharacteristicvaluechanged = (): void => {};
  readonly #generation: number;
  /** One buffer for all values, as some platforms do: who keeps a view sees the next value in it. */
  readonly #buffer = new ArrayBuffer(600);
  value: DataView | undefined;

  constructor(service: FakeService, spec: CharacteristicSpec, generation: number) {
    super();
    this.service = service;
    this.spec = spec;
    this.uuid = spec.uuid;
    this.#generation = generation;
    const can = (flag: CharacteristicSpec['flags'][number]): boolean => spec.flags.includes(flag);
    this.properties = {
      broadcast: false,
      read: can('read'),
      writeWithoutResponse: can('write-without-response'),
      write: can('write'),
      notify: can('notify'),
      indicate: can('indicate'),
      authenticatedSignedWrites: false,
      reliableWrite: false,
      writableAuxiliaries: false,
    };
  }

  arrive(bytes: Uint8Array): void {
    new Uint8Array(this.#buffer).fill(0xee).set(bytes, 3);
    this.value = new DataView(this.#buffer, 3, bytes.length);
    this.dispatchEvent(new Event('characteristicvaluechanged'));
  }

  readValue(): Promise<DataView> {
    return this.#operate(() => {
      const bytes = this.spec.read?.();
      if (!bytes) throw new DOMException('GATT operation not permitted.', 'NotSupportedError');
      return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    });
  }

  async writeValueWithResponse(value: BufferSource): Promise<void> {
    const bytes = ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength))
      : new Uint8Array(value.slice(0));
    await this.#operate(() => {
      if (!this.spec.write) throw new DOMException('GATT operation not permitted.', 'NotSupportedError');
      try {
        this.spec.write(bytes);
      } catch (error) {
        if (error instanceof DOMException) throw error;
        throw new DOMException('GATT operation failed for unknown reason.', 'NotSupportedError');
      }
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
}
