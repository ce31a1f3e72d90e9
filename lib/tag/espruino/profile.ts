/**
 * The console of an Espruino board over Bluetooth: the Nordic UART service
 * (https://www.espruino.com/BLE+UART). Write to `receive`, hear from `transmit`: the names are the board's.
 */
export const NORDIC_UART = {
  service: '6e400001-b5a3-f393-e0a9-e50e24dcca9e',
  /** Write. */
  receive: '6e400002-b5a3-f393-e0a9-e50e24dcca9e',
  /** Notify. */
  transmit: '6e400003-b5a3-f393-e0a9-e50e24dcca9e',
} as const;
