/**
 * The accelerometer service of the BBC micro:bit, which a program on the board must switch on.
 * Sources: lancaster-university/microbit-dal source/bluetooth/MicroBitAccelerometerService.cpp;
 * microbit-foundation/microbit-connection.
 */
export const MICROBIT_ACCELEROMETER_SERVICE = {
  uuid: 'e95d0753-251d-470a-a062-fa1922dfa9a8',
  /** Read, notify: 3 × i16. */
  data: 'e95dca4b-251d-470a-a062-fa1922dfa9a8',
  /** Read, write: u16 ms. */
  period: 'e95dfb24-251d-470a-a062-fa1922dfa9a8',
} as const;

/** The service does not stand in the advertisement; the name does: "BBC micro:bit [zuvup]". */
export const MICROBIT_NAME_PREFIX = 'BBC micro:bit';
