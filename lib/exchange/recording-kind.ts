import { CsvRecordingReader } from './csv-recording';
import { ExchangeError } from './exchange-error';
import { GripConnectCsvReader, ProgressorCsvReader } from './force-csv';
import type { SampleBlock } from '../signal/sample-block';

/** What a file holds, told by its first bytes. */
export type FileKind = 'recording' | 'progressor' | 'grip-connect' | 'walks' | 'parquet' | 'backup';

/** Reads a recording in parts. */
export interface RecordingReader {
  /** @throws ExchangeError */
  push(bytes: Uint8Array): SampleBlock[];
  /** @throws ExchangeError */
  finish(): SampleBlock[];
  /** Wall time of the first sample, epoch ms; null where the file does not say. Known after `finish`. */
  startedAtMs: number | null;
}

/** So many bytes tell what a file is. */
export const KIND_BYTES = 4_096;

/** The kind of a file (unpacked, where it was packed). @throws ExchangeError `wrong-type` */
export function kindOf(head: Uint8Array): FileKind {
  if (head.length === 0) throw new ExchangeError([], { code: 'empty-file' });
  if (head[0] === 0x50 && head[1] === 0x4b) throw new ExchangeError([], { code: 'zip' });
  if (head[0] === 0x50 && new TextDecoder().decode(head.subarray(0, 4)) === 'PAR1') return 'parquet';
  const text = new TextDecoder().decode(head).replace(/^\uFEFF/, '');
  const [first = ''] = text.split(/\r?\n|\r/, 1);
  if (/^\{"format":"catpace-backup"/.test(first)) return 'backup';
  if (/^\s*[{[]/.test(text)) return 'walks';
  if (/^time,weight\b|^date,tag,comment,unit\b/i.test(first)) return 'progressor';
  if (/^"\d{10,}(\.\d+)?","-?[\d.]/.test(first)) return 'grip-connect';
  const names = first.split(',').map((name) => name.replaceAll('"', '').trim());
  if (names.includes('t_ms') || names.includes('t_s')) return 'recording';
  throw new ExchangeError([{ line: 1 }], { code: 'unknown-start' });
}

/** The reader of a kind of recording. */
export function readerOf(kind: Exclude<FileKind, 'walks' | 'parquet' | 'backup'>): RecordingReader {
  if (kind === 'progressor') return new ProgressorCsvReader();
  if (kind === 'grip-connect') return new GripConnectCsvReader();
  return new CsvRecordingReader();
}
