import { bytesOf } from './storage';
import type { SimulatedClock } from './simulated-clock';

/** Options of one characteristic, as `NRF.setServices` takes them. */
interface CharacteristicOptions {
  value?: unknown;
  maxLen?: number;
  readable?: boolean;
  writable?: boolean;
  notify?: boolean;
  indicate?: boolean;
  onWrite?: (event: { data: ArrayBuffer }) => void;
}
interface Characteristic extends CharacteristicOptions {
  service: string;
  bytes: Buffer;
  longest: number;
}
export type Services = Record<string, Record<string, CharacteristicOptions>>;
type Updates = Record<string, Record<string, { value?: unknown; notify?: boolean; indicate?: boolean }>>;

interface Outgoing {
  uuid: string;
  bytes: Buffer;
  isIndication: boolean;
}

export interface LinkOptions {
  /** ATT MTU in force: a notification holds three bytes less. */
  mtu: number;
  intervalMs: number;
  onValue: (uuid: string, bytes: Buffer) => void;
}

/** The UUID as Web Bluetooth writes it. */
export function canonicalUuid(uuid: string): string {
  if (/^[0-9a-f]{4}$/i.test(uuid)) return `0000${uuid.toLowerCase()}-0000-1000-8000-00805f9b34fb`;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid)) return uuid.toLowerCase();
  throw new Error(`Invalid UUID: ${uuid}`);
}

/**
 * The peripheral side of `NRF`, with the rules of libs/bluetooth/jswrap_bluetooth.c: services change only while nobody is
 * connected; a value too long is an error; a notification that finds the queue full is forgotten without a word; one
 * indication at a time.
 */
export class Radio {
  advertisement: Buffer = Buffer.alloc(0);
  deviceName = '';
  /** Notifications that the full queue swallowed. */
  swallowed = 0;
  /** Notifications that a queue holds between two connection events. The SoftDevice's default is 1. */
  queueLength = 1;
  isUartOn = true;
  readonly #clock: SimulatedClock;
  readonly #run: (work: () => void) => void;
  #characteristics = new Map<string, Characteristic>();
  #services = new Set<string>();
  #wanted: Services | null = null;
  #listeners = new Map<string, ((argument: unknown) => void)[]>();
  #link: LinkOptions | null = null;
  #subscribed = new Set<string>();
  #queue: Outgoing[] = [];
  #unconfirmed = false;
  #beat: number | null = null;
  #stalledUntilMs = 0;

  constructor(clock: SimulatedClock, run: (work: () => void) => void) {
    this.#clock = clock;
    this.#run = run;
  }

  get isConnected(): boolean {
    return this.#link !== null;
  }

  /** What the interpreter forgets at a reset: listeners. The stack keeps link and services. */
  forgetProgram(): void {
    this.#listeners.clear();
    this.#wanted = {};
    if (this.#link === null) this.#apply();
  }

  // ---- The interpreter's side

  readonly api = {
    on: (name: string, listener: (argument: unknown) => void): void => {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    },
    getAddress: (): string => 'c0:ff:ee:00:1a:2b random',
    setAdvertising: (data: unknown, options?: { name?: string }): void => {
      const bytes = data !== null && typeof data === 'object' && 'length' in data ? bytesOf(data) : null;
      if (bytes && bytes.length > 31) throw new Error('DATA_SIZE');
      if (bytes) this.advertisement = bytes;
      if (options?.name !== undefined) this.deviceName = options.name;
    },
    setServices: (services: Services, options?: { uart?: boolean }): void => {
      for (const [service, characteristics] of Object.entries(services))
        [service, ...Object.keys(characteristics)].forEach(canonicalUuid);
      this.#wanted = services;
      this.isUartOn = options?.uart !== false;
      if (this.#link === null) this.#apply();
    },
    updateServices: (updates: Updates): void => this.#update(updates),
    disconnect: (): void => this.hostDisconnects(),
  };

  #apply(): void {
    if (this.#wanted === null) return;
    this.#characteristics.clear();
    this.#services = new Set(Object.keys(this.#wanted).map(canonicalUuid));
    for (const [service, characteristics] of Object.entries(this.#wanted))
      for (const [uuid, options] of Object.entries(characteristics)) {
        const bytes = options.value === undefined ? Buffer.alloc(0) : bytesOf(options.value);
        const longest = options.maxLen ?? Math.max(1, bytes.length);
        if (bytes.length > longest) throw new Error('ERR 0x9 (INVALID_LENGTH)');
        this.#characteristics.set(canonicalUuid(uuid), {
          ...options,
          service: canonicalUuid(service),
          bytes,
          longest,
        });
      }
    this.#wanted = null;
  }

  #update(updates: Updates): void {
    if (this.#wanted !== null) throw new Error("Can't update services until BLE restart");
    for (const characteristics of Object.values(updates))
      for (const [name, { value, notify, indicate }] of Object.entries(characteristics)) {
        const uuid = canonicalUuid(name);
        const characteristic = this.#characteristics.get(uuid);
        if (!characteristic) throw new Error(`Unable to find service with UUID ${name}`);
        const bytes = bytesOf(value);
        if (bytes.length > characteristic.longest) throw new Error('ERR 0xc (DATA_SIZE)');
        characteristic.bytes = bytes;
        if ((notify || indicate) && this.#link !== null && this.#subscribed.has(uuid))
          this.#send(uuid, bytes, indicate === true, characteristic, this.#link.mtu);
      }
  }

  #send(uuid: string, bytes: Buffer, isIndication: boolean, of: Characteristic, mtu: number): void {
    if (isIndication ? !of.indicate : !of.notify) return;
    if (isIndication) {
      if (this.#unconfirmed) throw new Error('ERR 0x11 (BUSY)');
      this.#unconfirmed = true;
    } else if (this.#queue.filter((item) => !item.isIndication).length >= this.queueLength) {
      this.swallowed += 1;
      return;
    }
    this.#queue.push({ uuid, bytes: Buffer.from(bytes.subarray(0, mtu - 3)), isIndication });
  }

  // ---- The host's side

  hostConnects(link: LinkOptions): void {
    this.#link = link;
    this.#beat = this.#clock.every(link.intervalMs, () => this.#connectionEvent());
    this.#fire('connect', 'aa:aa:aa:aa:aa:aa public');
  }

  hostDisconnects(): void {
    if (this.#link === null) return;
    this.#link = null;
    if (this.#beat !== null) this.#clock.cancel(this.#beat);
    this.#queue = [];
    this.#unconfirmed = false;
    this.#subscribed.clear();
    this.#fire('disconnect', 19);
    this.#apply();
  }

  hostSubscribes(uuid: string): void {
    this.#subscribed.add(uuid);
  }

  /** The board's own services, without the console, as a host finds them. */
  hostDiscovers(): { uuid: string; characteristics: ({ uuid: string } & CharacteristicOptions)[] }[] {
    return [...this.#services].map((uuid) => ({
      uuid,
      characteristics: [...this.#characteristics].flatMap(([id, characteristic]) =>
        characteristic.service === uuid ? [{ ...characteristic, uuid: id }] : [],
      ),
    }));
  }

  hostHas(uuid: string): boolean {
    return this.#characteristics.has(uuid);
  }

  hostHasService(uuid: string): boolean {
    return this.#services.has(uuid);
  }

  hostReads(uuid: string): Buffer {
    const characteristic = this.#characteristics.get(uuid);
    if (!characteristic?.readable) throw new Error(`Not readable: ${uuid}`);
    return Buffer.from(characteristic.bytes);
  }

  hostWrites(uuid: string, bytes: Uint8Array): void {
    const characteristic = this.#characteristics.get(uuid);
    if (!characteristic?.writable) throw new Error(`Not writable: ${uuid}`);
    if (bytes.length > characteristic.longest) throw new Error('Invalid attribute length');
    // The stack takes the value at once; the program hears of it later.
    characteristic.bytes = Buffer.from(bytes);
    const data = Uint8Array.from(bytes).buffer;
    this.#clock.after(1, () => this.#run(() => characteristic.onWrite?.({ data })));
  }

  /** Nothing gets through for a while: a body in between. */
  stall(forMs: number): void {
    this.#stalledUntilMs = this.#clock.nowMs + forMs;
  }

  #connectionEvent(): void {
    if (this.#clock.nowMs < this.#stalledUntilMs) return;
    const sent = this.#queue.splice(0);
    for (const { uuid, bytes, isIndication } of sent) {
      if (isIndication) this.#unconfirmed = false;
      this.#link?.onValue(uuid, bytes);
    }
  }

  #fire(name: string, argument: unknown): void {
    for (const listener of this.#listeners.get(name) ?? [])
      this.#clock.after(1, () => this.#run(() => listener(argument)));
  }
}
