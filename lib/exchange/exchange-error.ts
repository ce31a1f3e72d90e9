/** What can be wrong with a file. The interface maps each code to a sentence that says what to do. */
export const EXCHANGE_ERROR_CODES = [
  /** Not a file that Catpace knows. */
  'wrong-type',
  /** It says that a newer Catpace made it. */
  'newer-version',
  /** It ends too early, or a part is not what was written. */
  'damaged',
  /** It is what it says, but something in it cannot be: `place` says where. */
  'invalid',
  /** Larger than anything that Catpace writes, packed or unpacked. */
  'too-large',
  /** Nothing in it to keep. */
  'empty',
] as const;
export type ExchangeErrorCode = (typeof EXCHANGE_ERROR_CODES)[number];

/** Why a file could not be read. Nothing of it was kept. */
export class ExchangeError extends Error {
  readonly code: ExchangeErrorCode;
  /** Where: "line 12", "walks 2, chunks 14, counts". Empty: the file as a whole. */
  readonly place: string;

  /** @param what to be read after the place: "must be a whole number". */
  constructor(code: ExchangeErrorCode, place: string, what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'ExchangeError';
    this.name = 'ExchangeError';
    this.code = code;
    this.place = place;
  }
}
