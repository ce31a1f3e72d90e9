import type { FamilyFirmware, Notified } from './families/family-firmware';
import { FakeGattDevice } from './fake-gatt-device';

const TICK_MS = 20;

/** A Web Bluetooth device with the firmware of some family inside, for tests without a browser. */
export class FakeFamilyDevice<Firmware extends FamilyFirmware> extends FakeGattDevice {
  readonly firmware: Firmware;
  /** What becomes of a notification on the air: none, one or more arrive. */
  air: (notified: Notified) => readonly Notified[] = (notified) => [notified];
  readonly #ticker: ReturnType<typeof setInterval>;

  constructor(
    name: string | undefined,
    makeFirmware: (nowMs: number) => Firmware,
    without: readonly string[] = [],
  ) {
    super(name, () => this.firmware, without);
    this.firmware = makeFirmware(performance.now());
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
  }

  /** The radio link breaks, with or without the event that browsers owe. */
  dropLink({ silently = false } = {}): void {
    if (silently) this.air = () => [];
    else this.gatt.breakOff();
  }

  /** No more ticks: to be called at the end of a test. */
  dispose(): void {
    clearInterval(this.#ticker);
  }

  #tick(): void {
    for (const notified of this.firmware.advance(performance.now()))
      for (const { uuid, bytes } of this.air(notified)) this.gatt.notify(uuid, bytes);
  }
}
