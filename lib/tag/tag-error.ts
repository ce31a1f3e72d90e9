/**
 * What can go wrong between the page and a tag. The interface maps each code to a sentence that says what to do next
 * (`lib/app/sentences.ts`); a test fails when a code has none.
 */
export const TAG_ERROR_CODES = [
  /** This browser or page has no Web Bluetooth. */
  'bluetooth-unsupported',
  /** The machine has no Bluetooth adapter. */
  'adapter-missing',
  /** The adapter is switched off. */
  'bluetooth-off',
  /** The browser or a policy forbids Bluetooth to this page. */
  'bluetooth-blocked',
  /** The owner closed the chooser. Not a fault. */
  'chooser-cancelled',
  /** The chosen device does not speak the Catpace profile. */
  'wrong-device',
  /** The tag speaks a version of the profile that this Catpace does not know. */
  'version-unknown',
  /** The browser answers nothing that the page asks of Bluetooth. The tag has to be chosen anew. */
  'bluetooth-hung',
  /** The tag did not answer the call to connect in time. */
  'connect-timeout',
  /** The link broke and could not be taken up again. */
  'link-lost',
  /** The tag speaks only with machines that it is paired with, and this one is not. */
  'not-paired',
  /** The tag answered a request with a refusal. */
  'request-refused',
  /** The tag did not answer a request in time. */
  'request-timeout',
  /** The tag cannot do this (no load cell, no log …). */
  'not-available',
  /** The tag says that a sensor is broken. */
  'sensor-fault',
  /** The board is none that the Catpace program runs on. */
  'board-unknown',
  /** The board's own firmware is older than the Catpace program needs. */
  'firmware-too-old',
  /** The board runs another program, which nobody said may be replaced. */
  'board-not-empty',
  /** The board has no room for the program. */
  'board-full',
  /** The board is connected but its console does not answer. */
  'board-silent',
  /** The program did not get onto the board, or not off it. The board works; trying again is safe. */
  'install-failed',
  /** The tag has walked alone, and a new walk would let it forget that. Choosing it once more is the owner's word. */
  'log-not-fetched',
  /** Another program on this machine, most likely Catpace in another profile, speaks with the same tag. */
  'tag-shared',
  /** Another Catpace window holds the radio. */
  'radio-taken',
  /** Anything else; the cause is kept. */
  'unknown',
] as const;
export type TagErrorCode = (typeof TAG_ERROR_CODES)[number];

export class TagError extends Error {
  readonly code: TagErrorCode;

  constructor(code: TagErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TagError';
    this.code = code;
  }
}
