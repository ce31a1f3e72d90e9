import { DBusError } from '@jellybrick/dbus-next';
import { ADAPTER_PATH, type AdapterNeighbour } from './bluez-adapter';
import type { DbusInterface, DbusObjects } from './dbus-objects';

const DEVICE = 'org.bluez.Device1';
const SERVICE = 'org.bluez.GattService1';
const CHARACTERISTIC = 'org.bluez.GattCharacteristic1';
const DESCRIPTOR = 'org.bluez.GattDescriptor1';
/** Client Characteristic Configuration: without it Chromium refuses to start notifications. */
const CCC_UUID = '00002902-0000-1000-8000-00805f9b34fb';

export type CharacteristicFlag =
  'read' | 'write' | 'write-without-response' | 'notify' | 'indicate' | 'authenticated-signed-writes';

export interface CharacteristicSpec {
  /** 128-bit, lower case. */
  uuid: string;
  flags: CharacteristicFlag[];
  read?: () => Uint8Array;
  /** Throws a `DBusError` to refuse. */
  write?: (bytes: Uint8Array) => void;
  onSubscribed?: (subscribed: boolean) => void;
}

export interface ServiceSpec {
  uuid: string;
  characteristics: CharacteristicSpec[];
}

/** Name, advertisement and services may change: they are read anew when the device is found, and connected. */
export interface PeripheralSpec {
  readonly name: string;
  /** Like AA:BB:CC:DD:EE:01. */
  address: string;
  /** Service UUIDs in the advertisement. */
  readonly advertised: string[];
  readonly services: ServiceSpec[];
  /** Bytes of an ATT packet: three more than a notification carries. */
  mtu: number;
  onConnected?: () => void;
  onDisconnected?: () => void;
}

/** How long Connect waits for a peripheral that is out of range, ms. BlueZ gives up after about this long. */
const CONNECT_PATIENCE_MS = 20_000;
/**
 * The attributes of a device that has gone stay so long, ms. Calls that were on their way are refused then. Taken away at once,
 * with a call under way, Chromium drops that call's answer and with it the page's whole connection to Bluetooth: every
 * promise of `navigator.bluetooth` hangs until the page is loaded anew (seen in Chromium 156). Long, because on a loaded
 * machine a call may be on its way for hundreds of ms; a new connection takes them away before.
 */
const ATTRIBUTES_STAY_MS = 2_000;
/** Connecting and discovering services takes a real radio a moment, ms. */
const CONNECT_MS = 20;

const fixed = (signature: string, value: unknown): { signature: string; value: unknown } => ({
  signature,
  value,
});

/** One peripheral as BlueZ shows it: advertises, connects, resolves its services, notifies. */
export class BluezPeripheral implements AdapterNeighbour {
  readonly path: string;
  readonly #objects: DbusObjects;
  readonly #spec: PeripheralSpec;
  readonly #characteristicPaths = new Map<string, string>();
  readonly #subscribed = new Set<string>();
  #inRange = true;
  /** At the next call to an attribute the link breaks, and its attributes are gone before the answer. */
  #breaksUnderCall = false;
  #answering = true;
  #advertising = true;
  #rssi = -50;
  #removal: NodeJS.Timeout | null = null;
  /** Services of the present or last connection, as they stand on the bus. */
  #servicePaths: string[] = [];
  /** Calls to connect that wait for the peripheral to come back. */
  readonly #waiting = new Set<{ retry: () => void; give: (error: Error) => void }>();

  constructor(objects: DbusObjects, spec: PeripheralSpec) {
    this.#objects = objects;
    this.#spec = spec;
    this.path = `${ADAPTER_PATH}/dev_${spec.address.replaceAll(':', '_')}`;
  }

  get connected(): boolean {
    return this.#objects.get(this.path, DEVICE, 'Connected') === true;
  }

  isSubscribed(uuid: string): boolean {
    return this.connected && this.#subscribed.has(uuid);
  }

  /** Whether a chooser can see it. A link that is up stays up. */
  setAdvertising(on: boolean): void {
    this.#advertising = on;
    if (!on && !this.connected) this.forget();
  }

  /** Out of range the link breaks and nothing answers until it is back. */
  setInRange(inRange: boolean): void {
    this.#inRange = inRange;
    if (!inRange) this.dropLink();
    else if (this.#answering) this.#retryWaiting();
  }

  /** Whether it takes a call to connect. It advertises either way: a phone may hold it, or its battery is low. */
  setAnswering(answering: boolean): void {
    this.#answering = answering;
    if (answering && this.#inRange) this.#retryWaiting();
  }

  discovered(): void {
    if (!this.#advertising || !this.#inRange) return;
    if (!this.#objects.has(this.path)) {
      this.#objects.add(this.path, { [DEVICE]: this.#deviceFace() });
      return;
    }
    this.#rssi = this.#rssi === -50 ? -51 : -50;
    this.#objects.set(this.path, DEVICE, { RSSI: this.#rssi });
  }

  /** The link breaks without a goodbye, as at the edge of radio range. */
  dropLink(): void {
    if (!this.connected) return;
    this.#subscribed.clear();
    this.#objects.set(this.path, DEVICE, { Connected: false, ServicesResolved: false });
    this.#removal = setTimeout(() => this.#removeServices(), ATTRIBUTES_STAY_MS);
    this.#spec.onDisconnected?.();
  }

  /** At the next call to an attribute: the link breaks, the attributes are gone, and then the call is refused. */
  breakUnderCall(): void {
    this.#breaksUnderCall = true;
  }

  /** BlueZ forgets the device: only a new discovery brings it back. */
  forget(): void {
    for (const { give } of this.#waiting) give(new DBusError('org.bluez.Error.Failed', 'Device removed'));
    this.dropLink();
    this.#removeServices();
    if (this.#objects.has(this.path)) this.#objects.remove(this.path);
  }

  /** Send a notification or indication; false when nobody listens. */
  notify(uuid: string, bytes: Uint8Array): boolean {
    const path = this.#characteristicPaths.get(uuid);
    if (!path || !this.isSubscribed(uuid)) return false;
    return this.#objects.set(path, CHARACTERISTIC, { Value: Buffer.from(bytes) });
  }

  async #connect(): Promise<void> {
    if (this.connected) return;
    if (!this.#inRange || !this.#answering) await this.#comesBack();
    await pause(CONNECT_MS);
    this.#removeServices();
    if (!this.#objects.set(this.path, DEVICE, { Connected: true }))
      throw new DBusError('org.bluez.Error.Failed', 'Device removed');
    this.#spec.onConnected?.();
    setTimeout(() => {
      if (!this.connected) return;
      this.#addServices();
      this.#objects.set(this.path, DEVICE, { ServicesResolved: true });
    }, CONNECT_MS);
  }

  #retryWaiting(): void {
    for (const { retry } of this.#waiting) retry();
  }

  #comesBack(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (outcome: () => void): void => {
        clearTimeout(limit);
        this.#waiting.delete(waiting);
        outcome();
      };
      const waiting = {
        retry: () => settle(resolve),
        give: (error: Error) => settle(() => reject(error)),
      };
      const limit = setTimeout(
        () => waiting.give(new DBusError('org.bluez.Error.Failed', 'le-connection-abort-by-local')),
        CONNECT_PATIENCE_MS,
      );
      this.#waiting.add(waiting);
    });
  }

  #disconnect(): void {
    for (const { give } of this.#waiting)
      give(new DBusError('org.bluez.Error.Failed', 'le-connection-abort-by-local'));
    this.dropLink();
  }

  /** Now, if they are still there from the last connection. */
  #removeServices(): void {
    if (this.#removal === null) return;
    clearTimeout(this.#removal);
    this.#removal = null;
    for (const path of this.#servicePaths) this.#objects.remove(path);
  }

  #addServices(): void {
    const { services } = this.#spec;
    this.#servicePaths = services.map((_, index) => `${this.path}/service${hex(index * 256 + 16)}`);
    this.#servicePaths.forEach((path, index) => {
      const service = services[index]!;
      this.#objects.add(path, {
        [SERVICE]: {
          properties: {
            UUID: fixed('s', service.uuid),
            Primary: fixed('b', true),
            Device: fixed('o', this.path),
            Includes: fixed('ao', []),
          },
          methods: {},
        },
      });
      service.characteristics.forEach((characteristic, nth) =>
        this.#addCharacteristic(`${path}/char${hex(index * 256 + nth * 4 + 17)}`, path, characteristic),
      );
    });
  }

  #addCharacteristic(path: string, servicePath: string, spec: CharacteristicSpec): void {
    this.#characteristicPaths.set(spec.uuid, path);
    const mustBeConnected = (): void => {
      if (this.#breaksUnderCall) {
        this.#breaksUnderCall = false;
        this.dropLink();
        this.#removeServices();
      }
      if (!this.connected) throw new DBusError('org.bluez.Error.Failed', 'Not connected');
    };
    const subscribe = (on: boolean): void => {
      mustBeConnected();
      if (on) this.#subscribed.add(spec.uuid);
      else this.#subscribed.delete(spec.uuid);
      this.#objects.set(path, CHARACTERISTIC, { Notifying: on });
      spec.onSubscribed?.(on);
    };
    const refuse = (): never => {
      throw new DBusError('org.bluez.Error.NotSupported', 'Operation is not supported');
    };
    this.#objects.add(path, {
      [CHARACTERISTIC]: {
        properties: {
          UUID: fixed('s', spec.uuid),
          Service: fixed('o', servicePath),
          Flags: fixed('as', spec.flags),
          Notifying: fixed('b', false),
          Value: fixed('ay', Buffer.alloc(0)),
          MTU: fixed('q', this.#spec.mtu),
        },
        methods: {
          ReadValue: {
            reply: 'ay',
            call: () => {
              mustBeConnected();
              const value = Buffer.from(spec.read?.() ?? refuse());
              // BlueZ announces what it has read; Chromium counts on it and takes the next announcement for that one.
              this.#objects.set(path, CHARACTERISTIC, { Value: value });
              return value;
            },
          },
          WriteValue: {
            call: (bytes) => {
              mustBeConnected();
              if (spec.write) spec.write(Uint8Array.from(bytes as Buffer));
              else refuse();
            },
          },
          StartNotify: { call: () => subscribe(true) },
          StopNotify: { call: () => subscribe(false) },
        },
      },
    });
    if (!spec.flags.includes('notify') && !spec.flags.includes('indicate')) return;
    this.#objects.add(`${path}/desc${hex(0)}`, {
      [DESCRIPTOR]: {
        properties: {
          UUID: fixed('s', CCC_UUID),
          Characteristic: fixed('o', path),
          Value: fixed('ay', Buffer.alloc(2)),
          Flags: fixed('as', ['read', 'write']),
        },
        methods: { ReadValue: { reply: 'ay', call: () => Buffer.alloc(2) }, WriteValue: { call: () => {} } },
      },
    });
  }

  #deviceFace(): DbusInterface {
    const { address, name, advertised } = this.#spec;
    const settable = (signature: string, value: unknown, property: string) => ({
      ...fixed(signature, value),
      onSet: (given: unknown) => void this.#objects.set(this.path, DEVICE, { [property]: given }),
    });
    return {
      properties: {
        Address: fixed('s', address),
        AddressType: fixed('s', 'public'),
        Name: fixed('s', name),
        Alias: settable('s', name, 'Alias'),
        Adapter: fixed('o', ADAPTER_PATH),
        Paired: fixed('b', false),
        Bonded: fixed('b', false),
        Trusted: settable('b', false, 'Trusted'),
        Blocked: settable('b', false, 'Blocked'),
        LegacyPairing: fixed('b', false),
        Connected: fixed('b', false),
        ServicesResolved: fixed('b', false),
        RSSI: fixed('n', this.#rssi),
        UUIDs: fixed('as', advertised),
      },
      methods: {
        Connect: { call: () => this.#connect() },
        Disconnect: { call: () => this.#disconnect() },
        Pair: { call: () => {} },
        CancelPairing: { call: () => {} },
      },
    };
  }
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
