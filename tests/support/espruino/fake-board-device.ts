import { NORDIC_UART } from '../../../lib/tag/espruino/profile';
import type { UartBoard } from './uart-board';

/** Errors by the names that Web Bluetooth gives them. */
const bluetoothError = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** How long an operation takes on the air, ms. */
const OPERATION_MS = 15;

class FakeCharacteristic extends EventTarget {
  value: DataView | undefined;
  readonly uuid: string;
  readonly properties = { read: true, notify: true, indicate: true, write: true };
  readonly #device: FakeBoardDevice;

  constructor(uuid: string, device: FakeBoardDevice) {
    super();
    this.uuid = uuid;
    this.#device = device;
  }

  show(bytes: Uint8Array): void {
    if (!this.#device.gatt.connected) return;
    this.value = new DataView(Uint8Array.from(bytes).buffer);
    this.dispatchEvent(new Event('characteristicvaluechanged'));
  }

  async startNotifications(): Promise<this> {
    await this.#device.operation(() => this.#device.listen(this));
    return this;
  }

  async stopNotifications(): Promise<this> {
    return this;
  }

  async readValue(): Promise<DataView> {
    const bytes = await this.#device.operation(() => this.#device.uart.board.radio.hostReads(this.uuid));
    return new DataView(Uint8Array.from(bytes).buffer);
  }

  async writeValueWithResponse(value: Uint8Array): Promise<void> {
    await this.#device.operation(() => {
      if (this.uuid === NORDIC_UART.receive) this.#device.uart.receive(value);
      else this.#device.uart.board.radio.hostWrites(this.uuid, value);
    });
  }
}

/** A `BluetoothDevice` as the browser gives it, behind which a stand-in board lies: its console and its own services. */
export class FakeBoardDevice extends EventTarget {
  readonly id = 'fake-board';
  readonly name = 'Puck.js 1a2b';
  readonly uart: UartBoard;
  connections = 0;
  #listening = new Map<string, FakeCharacteristic>();
  readonly gatt = {
    connected: false,
    connect: async () => {
      this.connections += 1;
      this.gatt.connected = true;
      this.#listening.clear();
      this.uart.board.radio.hostConnects({
        mtu: this.#mtu,
        intervalMs: 15,
        onValue: (uuid, bytes) => this.#listening.get(uuid)?.show(bytes),
      });
      return this.gatt;
    },
    disconnect: () => {
      if (!this.gatt.connected) return;
      this.gatt.connected = false;
      this.uart.forget();
      this.uart.board.radio.hostDisconnects();
      this.dispatchEvent(new Event('gattserverdisconnected'));
    },
    getPrimaryService: (uuid: string) =>
      this.operation(() => {
        const { radio } = this.uart.board;
        if (uuid === NORDIC_UART.service ? !radio.isUartOn : !radio.hostHasService(uuid))
          throw bluetoothError('NotFoundError', `No Services matching UUID ${uuid} found in Device.`);
        return {
          getCharacteristic: (id: string) => this.operation(() => new FakeCharacteristic(id, this)),
        };
      }),
  };
  readonly #mtu: number;

  constructor(uart: UartBoard, mtu = 53) {
    super();
    this.uart = uart;
    this.#mtu = mtu;
    uart.onBreak = () => this.gatt.disconnect();
    uart.transmit = (bytes) => this.#listening.get(NORDIC_UART.transmit)?.show(bytes);
  }

  listen(characteristic: FakeCharacteristic): void {
    this.#listening.set(characteristic.uuid, characteristic);
    this.uart.board.radio.hostSubscribes(characteristic.uuid);
  }

  /** One exchange on the air. Fails when the link goes meanwhile. */
  async operation<T>(work: () => T): Promise<T> {
    this.#mustHold();
    await new Promise((resolve) => setTimeout(resolve, OPERATION_MS));
    this.#mustHold();
    const result = work();
    this.#mustHold();
    return result;
  }

  #mustHold(): void {
    if (!this.gatt.connected) throw bluetoothError('NetworkError', 'GATT Server is disconnected.');
  }

  /** Web Bluetooth's type has dozens of members that nothing here uses. */
  asDevice(): BluetoothDevice {
    return this as unknown as BluetoothDevice;
  }
}
