import { DBusError } from '@jellybrick/dbus-next';
import { NORDIC_UART } from '../../../lib/tag/espruino/profile';
import { EspruinoBoard } from '../espruino-board';
import { UartBoard } from '../espruino/uart-board';
import type { BluezAdapter } from './bluez-adapter';
import { BluezPeripheral, type CharacteristicFlag, type ServiceSpec } from './bluez-peripheral';
import type { DbusObjects } from './dbus-objects';
import type { BoardChoice, BoardCommands } from './radio-messages';

/** ATT packet of a Puck.js, bytes: a notification holds 50. */
const MTU = 53;
/** Active connection interval that the firmware asks for, ms. */
const INTERVAL_MS = 15;
/** AD type: complete list of 128-bit service UUIDs (Bluetooth Assigned Numbers 2.3). */
const UUIDS_128 = 0x07;

/**
 * An Espruino board in the radio process: its console and whatever services the program on it offers, behind a peripheral.
 * What is installed over the air is run, by the interpreter of the stand-in board.
 */
export class VirtualBoard {
  readonly commands: BoardCommands;
  readonly #board: EspruinoBoard;
  readonly #peripheral: BluezPeripheral;
  readonly #now: () => number;
  readonly #ownName: string;
  #lastMs: number;
  #face = '';
  #connections = 0;

  constructor(
    choice: BoardChoice,
    address: string,
    world: { objects: DbusObjects; adapter: BluezAdapter; now: () => number },
  ) {
    this.#now = world.now;
    this.#lastMs = world.now();
    this.#ownName = choice.name;
    const board = (this.#board = new EspruinoBoard({ kind: choice.board }));
    const uart = new UartBoard(board, {}, MTU - 3);
    board.powerUp();
    const { radio } = board;
    const peripheral = (this.#peripheral = new BluezPeripheral(world.objects, {
      address,
      mtu: MTU,
      get name() {
        return radio.deviceName || choice.name;
      },
      get advertised() {
        return advertisedBy(radio.advertisement);
      },
      get services() {
        return servicesOf(uart);
      },
      onConnected: () => {
        this.#connections += 1;
        const onValue = (uuid: string, bytes: Buffer): void => void peripheral.notify(uuid, bytes);
        radio.hostConnects({ mtu: MTU, intervalMs: INTERVAL_MS, onValue });
      },
      onDisconnected: () => {
        uart.forget();
        radio.hostDisconnects();
      },
    }));
    uart.transmit = (bytes) => void peripheral.notify(NORDIC_UART.transmit, bytes);
    uart.onBreak = () => peripheral.dropLink();
    world.adapter.addNeighbour(peripheral);
    this.commands = {
      setAdvertising: (on) => peripheral.setAdvertising(on),
      setInRange: (inRange) => peripheral.setInRange(inRange),
      dropLink: () => peripheral.dropLink(),
      forget: () => peripheral.forget(),
      breakAtWrite: (nth) => {
        const at = uart.writes + nth;
        uart.faults = { breakAtWrite: (index) => index === at };
      },
      truth: () => ({
        connected: peripheral.connected,
        program: board.storage.read('catpace') ?? null,
        shown: board.motion.shown.map(([x = 0, y = 0, z = 0]) => [x, y, z] as const),
        errors: board.errors.map(String),
        lostBytes: uart.lostBytes,
        connections: this.#connections,
      }),
    };
  }

  /** Let the world's time pass for this board. */
  advance(): void {
    const nowMs = this.#now();
    this.#board.advance(nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    this.#showNewFace();
  }

  /** A program that starts or goes changes name and advertisement: the next discovery finds another face. */
  #showNewFace(): void {
    const { radio } = this.#board;
    if (this.#peripheral.connected) return;
    const face = `${radio.deviceName || this.#ownName} ${radio.advertisement.toString('hex')}`;
    if (face === this.#face) return;
    if (this.#face !== '') this.#peripheral.forget();
    this.#face = face;
  }
}

/** The console, and beside it what the program offers. */
function servicesOf(uart: UartBoard): ServiceSpec[] {
  const { radio } = uart.board;
  const refuse = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw new DBusError('org.bluez.Error.Failed', String(error));
    }
  };
  const subscribed = (uuid: string) => (on: boolean) => {
    if (on) radio.hostSubscribes(uuid);
  };
  const console: ServiceSpec = {
    uuid: NORDIC_UART.service,
    characteristics: [
      {
        uuid: NORDIC_UART.receive,
        flags: ['write', 'write-without-response'],
        write: (bytes) => uart.receive(bytes),
      },
      {
        uuid: NORDIC_UART.transmit,
        flags: ['notify'],
        onSubscribed: subscribed(NORDIC_UART.transmit),
      },
    ],
  };
  const offered = radio.hostDiscovers().map(({ uuid, characteristics }): ServiceSpec => ({
    uuid,
    characteristics: characteristics.map((one) => ({
      uuid: one.uuid,
      flags: flagsOf(one),
      read: () => refuse(() => radio.hostReads(one.uuid)),
      write: (bytes) => refuse(() => radio.hostWrites(one.uuid, bytes)),
      onSubscribed: subscribed(one.uuid),
    })),
  }));
  return radio.isUartOn ? [console, ...offered] : offered;
}

function flagsOf(one: {
  readable?: boolean;
  writable?: boolean;
  notify?: boolean;
  indicate?: boolean;
}): CharacteristicFlag[] {
  return [
    ...(one.readable ? (['read'] as const) : []),
    ...(one.writable ? (['write'] as const) : []),
    ...(one.notify ? (['notify'] as const) : []),
    ...(one.indicate ? (['indicate'] as const) : []),
  ];
}

/** 128-bit service UUIDs in advertising data; the console's, where the board says nothing of its own (its firmware does). */
function advertisedBy(advertisement: Buffer): string[] {
  if (advertisement.length === 0) return [NORDIC_UART.service];
  const uuids: string[] = [];
  for (let at = 0; at < advertisement.length; at += 1 + (advertisement[at] ?? 0)) {
    const length = advertisement[at] ?? 0;
    if (length === 0) break;
    if (advertisement[at + 1] !== UUIDS_128) continue;
    const data = advertisement.subarray(at + 2, at + 1 + length);
    for (let i = 0; i + 16 <= data.length; i += 16) {
      const hex = Buffer.from(data.subarray(i, i + 16))
        .reverse()
        .toString('hex');
      uuids.push(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
    }
  }
  return uuids;
}
