import type { ValueFault } from '../training/value-fault';

/** What is wrong at a place of a file; the interface has a sentence for each code. Names and values are the file's own. */
export type FileFault =
  | ValueFault
  | {
      code:
        // Of a value in a record.
        | 'no-id'
        | 'no-day'
        | 'no-picture'
        | 'no-jpeg'
        | 'no-times'
        | 'lists-differ'
        | 'over-two-days'
        | 'other-schema'
        | 'no-subject'
        | 'no-saying'
        | 'hostile-name'
        | 'too-deep'
        // Of records that do not go together.
        | 'other-walk'
        | 'no-tag'
        | 'falling-index'
        | 'id-twice'
        | 'no-chunk'
        | 'no-count'
        // Of a line of samples.
        | 'no-time'
        | 'no-force'
        | 'too-strong'
        | 'time-back'
        | 'open-quote'
        // Of the file.
        | 'no-letters'
        | 'line-too-long'
        | 'zip'
        | 'unknown-start'
        | 'no-backup'
        | 'other-json'
        | 'other-parquet'
        | 'gzip-cut'
        | 'parquet-cut'
        | 'part-missing'
        | 'after-end'
        | 'no-part'
        | 'checksum'
        | 'other-end'
        | 'bad-json'
        | 'bad-bytes'
        | 'unpacks-too-far'
        | 'over-a-day'
        | 'too-many-rows'
        | 'empty-file'
        | 'no-samples'
        | 'no-walks'
        | 'one-time';
    }
  | { code: 'no-numbers'; least: number; most: number }
  | { code: 'no-typed-numbers'; bits: number }
  | { code: 'other-keys' | 'no-column'; names: readonly string[] }
  | { code: 'over-size' | 'too-many-bytes'; mostMb: number }
  | { code: 'cell-too-long'; mostKib: number }
  | { code: 'newer-version'; version: string; reads: number }
  | { code: 'json-cut'; message: string }
  | { code: 'unknown-unit'; unit: string }
  | { code: 'unknown-store'; store: string }
  | { code: 'row-ends'; cells: number }
  | { code: 'column-twice'; name: string }
  | { code: 'no-number-in'; name: string; value: string };

/** A fault as the message of a schema, which is text; `faultOf` reads it. */
export function faultText(fault: FileFault): string {
  return JSON.stringify(fault);
}

/** What a message of the schemas of `walk-schema.ts` says. */
export function faultOf(message: string): FileFault {
  return JSON.parse(message) as FileFault;
}
