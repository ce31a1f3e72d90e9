import type { FileFault } from './file-fault';

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

/**
 * Where in a file: names as the file has them, lists with the place in them from 1 ("walks 2", "chunks 14"); lines, rows of a
 * table, and parts of a backup by their number from 1. Empty: the file as a whole.
 */
export type FilePlace = readonly (string | { line: number } | { row: number } | { part: number })[];

/** What a fault means for the file as a whole. What is not here is `invalid`: a value that cannot be. */
const CODE_OF: Partial<Record<FileFault['code'], ExchangeErrorCode>> = {
  'no-letters': 'wrong-type',
  'line-too-long': 'wrong-type',
  zip: 'wrong-type',
  'unknown-start': 'wrong-type',
  'no-backup': 'wrong-type',
  'other-json': 'wrong-type',
  'other-parquet': 'wrong-type',
  'newer-version': 'newer-version',
  'json-cut': 'damaged',
  'gzip-cut': 'damaged',
  'parquet-cut': 'damaged',
  'part-missing': 'damaged',
  'after-end': 'damaged',
  'no-part': 'damaged',
  checksum: 'damaged',
  'other-end': 'damaged',
  'over-size': 'too-large',
  'unpacks-too-far': 'too-large',
  'over-a-day': 'too-large',
  'too-many-rows': 'too-large',
  'empty-file': 'empty',
  'no-samples': 'empty',
  'no-walks': 'empty',
};

/** Why a file could not be read. Nothing of it was kept. Its message is for engineers; `exchangeSentence` says it to people. */
export class ExchangeError extends Error {
  readonly code: ExchangeErrorCode;
  readonly place: FilePlace;
  readonly fault: FileFault;

  constructor(place: FilePlace, fault: FileFault, options?: ErrorOptions) {
    super(`${JSON.stringify(place)}: ${JSON.stringify(fault)}`, options);
    this.name = 'ExchangeError';
    this.code = CODE_OF[fault.code] ?? 'invalid';
    this.place = place;
    this.fault = fault;
  }
}
