import { BATTERY_SERVICE } from '../../../lib/tag/gatt/standard-services';
import { CATPACE_SERVICE } from '../../../lib/tag/catpace/profile';
import type { BluezAdapter } from './bluez-adapter';
import { BluezPeripheral } from './bluez-peripheral';
import { catpacePeripheral } from './catpace-peripheral';
import type { DbusObjects } from './dbus-objects';
import { FaultyRadio } from './radio-faults';
import type { PlannedBreak, TagChoice, TagCommands, TagTruth, Trouble } from './radio-messages';
import type { SampleSource } from './sample-source';
import { DEFAULT_FIRMWARE, LARGEST_PAYLOAD, TagFirmware, type TagOutput } from './tag-firmware';

/** One tag in the radio process: firmware behind a peripheral, and a radio in between that can be made bad. */
export class VirtualTag {
  readonly commands: TagCommands;
  readonly #firmware: TagFirmware;
  readonly #peripheral: BluezPeripheral;
  readonly #radio = new FaultyRadio(1);
  readonly #now: () => number;
  readonly #linkPayload: number;
  #notified = 0;
  #unheard = 0;
  #connections = 0;
  #plan: readonly Trouble[] = [];
  /** The trouble that goes on or comes next. */
  #at = 0;
  #isAway = false;
  /** By the count of notifications, the next one first. */
  #breaks: PlannedBreak[] = [];
  readonly #backAtMs: number[] = [];

  constructor(
    choice: TagChoice,
    address: string,
    source: SampleSource,
    world: { objects: DbusObjects; adapter: BluezAdapter; now: () => number },
  ) {
    this.#now = world.now;
    this.#linkPayload = choice.linkPayload ?? LARGEST_PAYLOAD;
    this.#firmware = new TagFirmware({ ...DEFAULT_FIRMWARE, ...choice.firmware, source }, world.now());
    const spec = catpacePeripheral(choice, address, {
      firmware: this.#firmware,
      now: world.now,
      onControl: (bytes) => this.#control(bytes),
      onConnected: () => this.#connections++,
      onDisconnected: () => this.#firmware.linkLost(),
    });
    this.#peripheral = new BluezPeripheral(world.objects, spec);
    world.adapter.addNeighbour(this.#peripheral);
    this.commands = this.#commands();
  }

  /** Let the world's time pass for this tag. */
  advance(): void {
    const nowMs = this.#now();
    this.#trouble(this.#firmware.sourceMs(nowMs));
    this.#send(this.#firmware.advance(nowMs));
  }

  #trouble(sourceMs: number): void {
    const next = this.#plan[this.#at];
    if (!next || sourceMs < next.atMs) return;
    if (next.trouble === 'reboot') {
      this.commands.reboot();
      this.#at++;
    } else if (!this.#isAway) {
      this.#isAway = true;
      this.#peripheral.setInRange(false);
    } else if (sourceMs >= next.atMs + next.forMs) {
      this.#isAway = false;
      this.#peripheral.setInRange(true);
      this.#backAtMs.push(Date.now());
      this.#at++;
    }
  }

  #commands(): TagCommands {
    const peripheral = this.#peripheral;
    const firmware = this.#firmware;
    return {
      setAdvertising: (on) => peripheral.setAdvertising(on),
      setInRange: (inRange) => peripheral.setInRange(inRange),
      setAnswering: (answering) => peripheral.setAnswering(answering),
      dropLink: () => peripheral.dropLink(),
      breakUnderCall: () => peripheral.breakUnderCall(),
      forget: () => peripheral.forget(),
      reboot: () => {
        peripheral.dropLink();
        firmware.reboot(this.#now());
      },
      setBattery: (percent) => {
        firmware.setBattery(percent);
        peripheral.notify(BATTERY_SERVICE.level, firmware.readBattery());
        peripheral.notify(CATPACE_SERVICE.status, firmware.readStatus(this.#now()));
      },
      setFaults: (faults) => {
        firmware.setFaults(faults);
        peripheral.notify(CATPACE_SERVICE.status, firmware.readStatus(this.#now()));
      },
      pressButton: () => this.#send(firmware.note('button', this.#now())),
      setRadioFaults: (faults) => {
        this.#radio.faults = faults;
      },
      planBreaks: (breaks) => {
        this.#breaks = breaks.map(({ atNotification, leaves }) => ({
          atNotification: this.#notified + atNotification,
          leaves,
        }));
      },
      planTrouble: (plan) => {
        this.#plan = plan;
        this.#at = 0;
      },
      trouble: () => ({
        sourceMs: firmware.sourceMs(this.#now()),
        done: this.#at,
        backAtMs: this.#backAtMs,
      }),
      sendData: (bytes) => this.#send([{ on: 'data', bytes }]),
      truth: () => this.#truth(),
    };
  }

  /** The answer leaves after the write has been confirmed. */
  #control(bytes: Uint8Array): void {
    const outputs = this.#firmware.control(bytes, this.#now());
    setTimeout(() => this.#send(outputs), 1);
  }

  #send(outputs: readonly TagOutput[]): void {
    for (const { on, bytes } of outputs) {
      if (on === 'control') {
        this.#peripheral.notify(CATPACE_SERVICE.control, bytes);
        continue;
      }
      if (!this.#peripheral.isSubscribed(CATPACE_SERVICE.data)) {
        this.#unheard++;
        continue;
      }
      this.#notified++;
      // What does not fit into the link's packet is cut off, as a real stack does.
      for (const arriving of this.#radio.pass(bytes))
        this.#peripheral.notify(CATPACE_SERVICE.data, arriving.subarray(0, this.#linkPayload));
      this.#breakIfPlanned();
    }
  }

  #breakIfPlanned(): void {
    const [next] = this.#breaks;
    if (!next || this.#notified < next.atNotification) return;
    this.#breaks.shift();
    if (next.leaves) this.#peripheral.setInRange(false);
    else this.#peripheral.dropLink();
  }

  #truth(): TagTruth {
    const { firstSeq, nextSeq, overwritten } = this.#firmware.log;
    return {
      connected: this.#peripheral.connected,
      streaming: this.#firmware.streaming,
      sourceMs: this.#firmware.sourceMs(this.#now()),
      log: {
        firstSeq,
        nextSeq,
        overwritten: overwritten.reduce((sum, { from, to }) => sum + to - from + 1, 0),
      },
      boots: this.#firmware.boots,
      notified: this.#notified,
      unheard: this.#unheard,
      resentFrames: this.#firmware.resentFrames,
      radio: this.#radio.counts,
      connections: this.#connections,
    };
  }
}
