import {
  BATTERY_SERVICE,
  DEVICE_INFORMATION_SERVICE,
  encodeText,
} from '../../lib/tag/gatt/standard-services';
import { CATPACE_SERVICE } from '../../lib/tag/catpace/profile';
import { FakeGattDevice, type GattFace } from './fake-gatt-device';
import { rampSource } from './virtual-tag/sample-source';
import {
  DEFAULT_FIRMWARE,
  type FirmwareOptions,
  TagFirmware,
  type TagOutput,
} from './virtual-tag/tag-firmware';

export interface FakeDeviceOptions {
  firmware?: Partial<FirmwareOptions>;
  /** Longest notification that the link carries; longer probes are lost. */
  carriesBytes?: number;
  /** Services and characteristics that this device lacks. */
  without?: readonly string[];
}

const TICK_MS = 20;

/** A Web Bluetooth device with the firmware of a Catpace tag inside, for tests without a browser. */
export class FakeBluetoothDevice extends FakeGattDevice {
  readonly firmware: TagFirmware;
  readonly carriesBytes: number;
  /** What becomes of a Data notification on the air: none, one or more arrive. */
  air: (bytes: Uint8Array) => readonly Uint8Array[] = (bytes) => [bytes];
  /** Answers of Control get lost. */
  mute = false;
  /** Requests written to Control, as bytes. */
  readonly requests: Uint8Array[] = [];
  readonly #ticker: ReturnType<typeof setInterval>;

  constructor({ firmware = {}, carriesBytes = 244, without = [] }: FakeDeviceOptions = {}) {
    super('Catpace fake', () => face, without);
    const face = this.#face();
    this.firmware = new TagFirmware(
      { source: rampSource(3_600_000), ...DEFAULT_FIRMWARE, ...firmware },
      performance.now(),
    );
    this.carriesBytes = carriesBytes;
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

  deliver(outputs: readonly TagOutput[]): void {
    for (const { on, bytes } of outputs) {
      if (on === 'control') {
        if (!this.mute) this.gatt.notify(CATPACE_SERVICE.control, bytes);
      } else if (bytes.length <= this.carriesBytes) {
        for (const arrived of this.air(bytes)) this.gatt.notify(CATPACE_SERVICE.data, arrived);
      }
    }
  }

  #face(): GattFace {
    const text = (uuid: string, value: string) => ({
      uuid,
      flags: ['read' as const],
      read: () => encodeText(value),
    });
    return {
      linkLost: () => this.firmware.linkLost(),
      services: [
        {
          uuid: CATPACE_SERVICE.uuid,
          characteristics: [
            {
              uuid: CATPACE_SERVICE.status,
              flags: ['read', 'notify'],
              read: () => this.firmware.readStatus(performance.now()),
            },
            { uuid: CATPACE_SERVICE.data, flags: ['notify'] },
            {
              uuid: CATPACE_SERVICE.control,
              flags: ['write', 'indicate'],
              write: (bytes) => this.#obey(bytes),
            },
            {
              uuid: CATPACE_SERVICE.config,
              flags: ['read', 'write'],
              read: () => this.firmware.readConfig(),
              write: (bytes) => {
                if (!this.firmware.writeConfig(bytes)) throw new Error('Refused');
              },
            },
          ],
        },
        {
          uuid: BATTERY_SERVICE.uuid,
          characteristics: [
            {
              uuid: BATTERY_SERVICE.level,
              flags: ['read', 'notify'],
              read: () => this.firmware.readBattery(),
            },
          ],
        },
        {
          uuid: DEVICE_INFORMATION_SERVICE.uuid,
          characteristics: [
            text(DEVICE_INFORMATION_SERVICE.maker, 'Fake works'),
            text(DEVICE_INFORMATION_SERVICE.model, 'Fake tag'),
            text(DEVICE_INFORMATION_SERVICE.firmware, '0.0.1'),
          ],
        },
      ],
    };
  }

  #obey(bytes: Uint8Array): void {
    this.requests.push(bytes);
    // The indication may overtake the write's own response: it does here, always.
    this.deliver(this.firmware.control(bytes, performance.now()));
  }
}
