import type { FamilyFirmware } from '../families/family-firmware';
import { openFirmware } from '../families/open-firmware';
import type { BluezAdapter } from './bluez-adapter';
import { BluezPeripheral } from './bluez-peripheral';
import type { DbusObjects } from './dbus-objects';
import type { FamilyTagChoice, FamilyTagCommands, TagChoice } from './radio-messages';
import type { SampleSource } from './sample-source';

/** What Chromium asks for, and what Bluetooth 4.2 devices usually give, bytes. */
const MTU = 247;

export function isFamilyTag(choice: TagChoice | FamilyTagChoice): choice is FamilyTagChoice {
  return choice.kind !== 'catpace' && choice.kind !== 'bare';
}

/** A device that people can buy, in the radio process: a family's firmware behind a peripheral. */
export class VirtualFamilyTag {
  readonly commands: FamilyTagCommands;
  readonly #firmware: FamilyFirmware;
  readonly #peripheral: BluezPeripheral;
  readonly #now: () => number;
  #notified = 0;
  #connections = 0;

  constructor(
    choice: FamilyTagChoice,
    address: string,
    source: SampleSource,
    world: { objects: DbusObjects; adapter: BluezAdapter; now: () => number },
  ) {
    this.#now = world.now;
    const firmware = (this.#firmware = openFirmware(choice.kind, source, world.now()));
    const peripheral = (this.#peripheral = new BluezPeripheral(world.objects, {
      name: choice.name,
      address,
      advertised: [...firmware.advertised],
      services: [...firmware.services],
      mtu: MTU,
      onConnected: () => this.#connections++,
      onDisconnected: () => firmware.linkLost(),
    }));
    world.adapter.addNeighbour(peripheral);
    this.commands = {
      setAdvertising: (on) => peripheral.setAdvertising(on),
      setInRange: (inRange) => peripheral.setInRange(inRange),
      dropLink: () => peripheral.dropLink(),
      forget: () => peripheral.forget(),
      truth: () => ({
        connected: peripheral.connected,
        felt: [...firmware.felt],
        written: [...firmware.written],
        notified: this.#notified,
        connections: this.#connections,
      }),
    };
  }

  /** Let the world's time pass for this device. */
  advance(): void {
    for (const { uuid, bytes } of this.#firmware.advance(this.#now()))
      if (this.#peripheral.notify(uuid, bytes)) this.#notified += 1;
  }
}
