import { DBusError } from '@jellybrick/dbus-next';
import type { DbusInterface, DbusObjects } from './dbus-objects';

export const ADAPTER_PATH = '/org/bluez/hci0';
export const ADAPTER = 'org.bluez.Adapter1';

/** How often a peripheral in range is seen again during a discovery, ms. */
const SEEN_EVERY_MS = 250;

/** What the adapter asks of the peripherals around it. */
export interface AdapterNeighbour {
  /** The adapter looks around: show yourself if you advertise. */
  discovered(): void;
  /** The adapter went away or off: the link breaks. */
  dropLink(): void;
  forget(): void;
  readonly path: string;
}

const nothing = (): void => {};

/** `org.bluez` itself and its adapter `hci0`, which can be unplugged and switched off. */
export class BluezAdapter {
  readonly #objects: DbusObjects;
  readonly #neighbours: AdapterNeighbour[] = [];
  #discovery: NodeJS.Timeout | null = null;
  #discoveries = 0;

  constructor(objects: DbusObjects) {
    this.#objects = objects;
    const methods = (names: string[]): DbusInterface => ({
      properties: {},
      methods: Object.fromEntries(names.map((name) => [name, { call: nothing }])),
    });
    objects.add('/org/bluez', {
      'org.bluez.AgentManager1': methods(['RegisterAgent', 'UnregisterAgent', 'RequestDefaultAgent']),
      'org.bluez.ProfileManager1': methods(['RegisterProfile', 'UnregisterProfile']),
    });
  }

  get present(): boolean {
    return this.#objects.has(ADAPTER_PATH);
  }

  get powered(): boolean {
    return this.#objects.get(ADAPTER_PATH, ADAPTER, 'Powered') === true;
  }

  /** Discoveries begun so far: a chooser that opened shows here. */
  get discoveries(): number {
    return this.#discoveries;
  }

  addNeighbour(neighbour: AdapterNeighbour): void {
    this.#neighbours.push(neighbour);
  }

  plug(powered: boolean): void {
    if (!this.present) this.#objects.add(ADAPTER_PATH, { [ADAPTER]: this.#face(powered) });
    else this.setPower(powered);
  }

  unplug(): void {
    this.#quiet();
    this.#objects.remove(ADAPTER_PATH);
  }

  setPower(powered: boolean): void {
    if (!powered) this.#quiet();
    this.#objects.set(ADAPTER_PATH, ADAPTER, { Powered: powered });
  }

  /** End all that a client had under way. */
  reset(): void {
    this.#quiet();
  }

  #quiet(): void {
    this.#stopDiscovery();
    for (const neighbour of this.#neighbours) {
      neighbour.dropLink();
      neighbour.forget();
    }
  }

  #startDiscovery(): void {
    this.#discoveries++;
    this.#objects.set(ADAPTER_PATH, ADAPTER, { Discovering: true });
    this.#discovery ??= setInterval(() => {
      for (const neighbour of this.#neighbours) neighbour.discovered();
    }, SEEN_EVERY_MS);
  }

  #stopDiscovery(): void {
    if (this.#discovery) clearInterval(this.#discovery);
    this.#discovery = null;
    this.#objects.set(ADAPTER_PATH, ADAPTER, { Discovering: false });
  }

  #face(powered: boolean): DbusInterface {
    const fixed = (signature: string, value: unknown): { signature: string; value: unknown } => ({
      signature,
      value,
    });
    const settable = (signature: string, value: unknown, name: string) => ({
      signature,
      value,
      onSet: (given: unknown) => void this.#objects.set(ADAPTER_PATH, ADAPTER, { [name]: given }),
    });
    return {
      properties: {
        Address: fixed('s', '00:11:22:33:44:55'),
        AddressType: fixed('s', 'public'),
        Name: fixed('s', 'virtual'),
        Alias: settable('s', 'virtual', 'Alias'),
        Class: fixed('u', 0),
        Powered: { ...fixed('b', powered), onSet: (value) => this.setPower(value === true) },
        Discoverable: settable('b', false, 'Discoverable'),
        DiscoverableTimeout: settable('u', 0, 'DiscoverableTimeout'),
        Pairable: settable('b', true, 'Pairable'),
        PairableTimeout: settable('u', 0, 'PairableTimeout'),
        Discovering: fixed('b', false),
        UUIDs: fixed('as', []),
        Modalias: fixed('s', 'usb:v1D6Bp0246d0540'),
        Roles: fixed('as', ['central', 'peripheral']),
      },
      methods: {
        StartDiscovery: {
          call: () => {
            if (!this.powered) throw new DBusError('org.bluez.Error.NotReady', 'Resource Not Ready');
            this.#startDiscovery();
          },
        },
        StopDiscovery: { call: () => this.#stopDiscovery() },
        SetDiscoveryFilter: { call: nothing },
        RemoveDevice: {
          call: (path) => this.#neighbours.find((neighbour) => neighbour.path === path)?.forget(),
        },
      },
    };
  }
}
