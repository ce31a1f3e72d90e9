/**
 * What can go wrong between a page and its database. The interface maps each code to a sentence that says what to do.
 */
export const STORE_ERROR_CODES = [
  /** The disk, or the browser's share of it, is full. */
  'quota',
  /** Another Catpace page holds an older version of the database open: close or reload it. */
  'blocked',
  /** The database was written by a newer Catpace: reload the page. */
  'newer-version',
  /** The browser closed the database, or its data were cleared. The next operation opens it anew. */
  'gone',
  /** The record asked for does not exist. */
  'missing',
  /** Another record already has this key. Nothing was overwritten. */
  'conflict',
  /** The samples of this walk were thinned out: its events, marks and figures are what is left. */
  'thinned',
  /** Packed samples of a walk are not what was written: the disk may be failing. */
  'damaged',
  /** This page has no IndexedDB. */
  'unsupported',
  /** Anything else; the cause is kept. */
  'unknown',
] as const;
export type StoreErrorCode = (typeof STORE_ERROR_CODES)[number];

export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** Names of DOMException that IndexedDB uses (https://www.w3.org/TR/IndexedDB/#exceptions). */
const CODE_OF_NAME: Readonly<Record<string, StoreErrorCode>> = {
  QuotaExceededError: 'quota',
  VersionError: 'newer-version',
  ConstraintError: 'conflict',
  // The connection is closing, or the browser ended the transaction with it.
  InvalidStateError: 'gone',
  AbortError: 'gone',
  NotFoundError: 'gone',
};

/** The same trouble as a `StoreError`; one that is already one stays itself. */
export function storeErrorFrom(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const name = cause instanceof Error ? cause.name : '';
  const message = cause instanceof Error ? cause.message : String(cause);
  return new StoreError(CODE_OF_NAME[name] ?? 'unknown', message, { cause });
}
