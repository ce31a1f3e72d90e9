import { DBusError, Message, MessageType, Variant, type MessageBus } from '@jellybrick/dbus-next';

export interface DbusProperty {
  signature: string;
  value: unknown;
  /** Called when a client sets the property; absent: read-only. */
  onSet?: (value: unknown) => void;
}

export interface DbusMethod {
  /** Signature of the answer; none: no values. */
  reply?: string;
  call: (...args: unknown[]) => unknown;
}

export interface DbusInterface {
  properties: Record<string, DbusProperty>;
  methods: Record<string, DbusMethod>;
}

export type DbusObject = Record<string, DbusInterface>;

const PROPERTIES = 'org.freedesktop.DBus.Properties';
const OBJECT_MANAGER = 'org.freedesktop.DBus.ObjectManager';
const INTROSPECTABLE = 'org.freedesktop.DBus.Introspectable';
const UNKNOWN_METHOD = 'org.freedesktop.DBus.Error.UnknownMethod';
const INVALID_ARGS = 'org.freedesktop.DBus.Error.InvalidArgs';
const READ_ONLY = 'org.freedesktop.DBus.Error.PropertyReadOnly';

type VariantMap = Record<string, Variant>;

/**
 * A tree of D-Bus objects that is data: add, remove and change objects at run time, each change announced
 * as ObjectManager and Properties ask for.
 */
export class DbusObjects {
  readonly #bus: MessageBus;
  readonly #objects = new Map<string, DbusObject>();
  /** Connections that have called anything here. */
  readonly #clients = new Set<string>();

  constructor(bus: MessageBus) {
    this.#bus = bus;
    bus.addMethodHandler((message) => this.#handle(message));
  }

  /** Call back when a client has left the bus: its browser was closed or killed. */
  async onClientGone(callBack: () => void): Promise<void> {
    this.#bus.on('message', ({ member, body }) => {
      const [name, , newOwner] = body as string[];
      if (member === 'NameOwnerChanged' && newOwner === '' && this.#clients.delete(name ?? '')) callBack();
    });
    const rule = "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'";
    await this.#bus.call(
      new Message({
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'AddMatch',
        signature: 's',
        body: [rule],
      }),
    );
  }

  has(path: string): boolean {
    return this.#objects.has(path);
  }

  /** Put an object into the tree and announce it. */
  add(path: string, object: DbusObject): void {
    this.#objects.set(path, object);
    this.announce(path);
  }

  /** Say again that an object is there, as BlueZ does when a known device is seen again. */
  announce(path: string): void {
    const object = this.#objects.get(path);
    if (object) this.#signal('/', OBJECT_MANAGER, 'InterfacesAdded', 'oa{sa{sv}}', [path, describe(object)]);
  }

  /** Take an object and everything below it away, deepest first. */
  remove(path: string): void {
    const paths = [...this.#objects.keys()].filter((each) => each === path || each.startsWith(`${path}/`));
    for (const each of paths.sort((a, b) => b.length - a.length)) {
      const names = Object.keys(this.#objects.get(each) ?? {});
      this.#objects.delete(each);
      this.#signal('/', OBJECT_MANAGER, 'InterfacesRemoved', 'oas', [each, names]);
    }
  }

  get(path: string, interfaceName: string, property: string): unknown {
    return this.#objects.get(path)?.[interfaceName]?.properties[property]?.value;
  }

  /** Change properties and announce them; false when the object is not there. */
  set(path: string, interfaceName: string, values: Record<string, unknown>): boolean {
    const properties = this.#objects.get(path)?.[interfaceName]?.properties;
    if (!properties) return false;
    const changed: VariantMap = {};
    for (const [name, value] of Object.entries(values)) {
      const property = properties[name];
      if (!property) throw new Error(`${interfaceName} has no property ${name}`);
      property.value = value;
      changed[name] = new Variant(property.signature, value);
    }
    this.#signal(path, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', [interfaceName, changed, []]);
    return true;
  }

  #signal(path: string, interfaceName: string, member: string, signature: string, body: unknown[]): void {
    this.#bus.send(Message.newSignal(path, interfaceName, member, signature, body));
  }

  #handle(message: Message): boolean {
    if ((message.type as unknown) !== MessageType.METHOD_CALL) return false;
    this.#clients.add(message.sender);
    void this.#answer(message);
    return true;
  }

  async #answer(message: Message): Promise<void> {
    try {
      const { signature, values } = await this.#call(message);
      this.#bus.send(Message.newMethodReturn(message, signature, values));
    } catch (error) {
      const { type, text } =
        error instanceof DBusError ? error : { type: 'org.bluez.Error.Failed', text: String(error) };
      this.#bus.send(Message.newError(message, type, text));
    }
  }

  async #call(message: Message): Promise<{ signature: string; values: unknown[] }> {
    const { path, member, body } = message;
    if (message.interface === OBJECT_MANAGER && member === 'GetManagedObjects') {
      const all = Object.fromEntries([...this.#objects].map(([each, object]) => [each, describe(object)]));
      return { signature: 'a{oa{sa{sv}}}', values: [all] };
    }
    if (message.interface === INTROSPECTABLE) return { signature: 's', values: ['<node/>'] };
    const object = this.#objects.get(path);
    if (message.interface === PROPERTIES) return this.#property(path, object, member, body);
    const method = object?.[message.interface]?.methods[member];
    if (!method) throw new DBusError(UNKNOWN_METHOD, `${path} has no ${message.interface}.${member}`);
    const result = await method.call(...body);
    return method.reply ? { signature: method.reply, values: [result] } : { signature: '', values: [] };
  }

  #property(
    path: string,
    object: DbusObject | undefined,
    member: string,
    body: unknown[],
  ): { signature: string; values: unknown[] } {
    const [interfaceName, name, given] = body as [string, string | undefined, Variant | undefined];
    const face = object?.[interfaceName];
    if (!face) throw new DBusError(INVALID_ARGS, `${path} has no ${interfaceName}`);
    if (member === 'GetAll') return { signature: 'a{sv}', values: [variants(face)] };
    const property = face.properties[name ?? ''];
    if (!property) throw new DBusError(INVALID_ARGS, `${interfaceName} has no property ${name}`);
    if (member === 'Get')
      return { signature: 'v', values: [new Variant(property.signature, property.value)] };
    if (!property.onSet || !given) throw new DBusError(READ_ONLY, `${name} cannot be set`);
    property.onSet(given.value);
    return { signature: '', values: [] };
  }
}

function variants(face: DbusInterface): VariantMap {
  return Object.fromEntries(
    Object.entries(face.properties).map(([name, { signature, value }]) => [
      name,
      new Variant(signature, value),
    ]),
  );
}

function describe(object: DbusObject): Record<string, VariantMap> {
  return Object.fromEntries(Object.entries(object).map(([name, face]) => [name, variants(face)]));
}
