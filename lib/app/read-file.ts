import { ExchangeError } from '../exchange/exchange-error';
import { KIND_BYTES, kindOf, readerOf, type FileKind } from '../exchange/recording-kind';
import { readWalksJson, type WalksFile } from '../exchange/walks-json';
import type { SampleBlock } from '../signal/sample-block';

/** Most that a file may hold, unpacked, bytes. Ours: a day of CSV, and half of the longest text that a browser can hold. */
const MOST_BYTES: Readonly<Record<Exclude<FileKind, 'backup'>, number>> = {
  recording: 800e6,
  progressor: 200e6,
  'grip-connect': 400e6,
  walks: 250e6,
  parquet: 250e6,
};

/** What a file holds, checked; nothing is kept yet. */
export type FoundInFile =
  | { kind: 'walks'; file: WalksFile }
  | {
      kind: 'recording' | 'progressor' | 'grip-connect';
      blocks: SampleBlock[];
      /** Null: the file does not say. */
      startedAtMs: number | null;
    }
  /** To be read part by part: `restore`. */
  | { kind: 'backup' };

/**
 * Read a file of walks or of samples, plain or gzipped. Rejects with `ExchangeError`; whatever the file holds, memory stays
 * bounded.
 * @param say share of the file that has been read, 0–1
 */
export async function readFile(file: Blob, say: (share: number) => void): Promise<FoundInFile> {
  const { kind, parts } = await openFile(file, say);
  if (kind === 'backup') return { kind };
  const most = MOST_BYTES[kind];
  let bytes = 0;
  const count = (part: Uint8Array): void => {
    bytes += part.length;
    if (bytes > most) throw tooLarge(most);
  };
  if (kind === 'parquet') {
    if (file.size > most) throw tooLarge(most);
    await parts.return(undefined);
    // Apart: a library that few files need.
    const { readWalkParquet } = await import('../exchange/walk-parquet');
    return { kind: 'walks', file: { cats: [], walks: [await readWalkParquet(await file.arrayBuffer())] } };
  }
  if (kind === 'walks') {
    if (file.size > most) throw tooLarge(most);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const text: string[] = [];
    for await (const part of parts) {
      count(part);
      text.push(decodedBy(decoder, part));
    }
    return { kind, file: readWalksJson(text.join('') + decodedBy(decoder, null)) };
  }
  const reader = readerOf(kind);
  const blocks: SampleBlock[] = [];
  for await (const part of parts) {
    count(part);
    blocks.push(...reader.push(part));
  }
  blocks.push(...reader.finish());
  return { kind, blocks, startedAtMs: reader.startedAtMs };
}

/** The kind of a file and its bytes, unpacked where they are gzip. */
export async function openFile(
  file: Blob,
  say: (share: number) => void,
): Promise<{ kind: FileKind; parts: AsyncGenerator<Uint8Array<ArrayBuffer>> }> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  const all = partsOf(file, isGzip, say);
  const before: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (length < KIND_BYTES) {
    const { value, done } = await all.next();
    if (done) break;
    before.push(value);
    length += value.length;
  }
  const head = new Uint8Array(await new Blob(before).slice(0, KIND_BYTES).arrayBuffer());
  const kind = kindOf(head);
  async function* parts(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    yield* before;
    yield* all;
  }
  return { kind, parts: parts() };
}

async function* partsOf(
  file: Blob,
  isGzip: boolean,
  say: (share: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let read = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(part, controller) {
        read += part.length;
        say(file.size > 0 ? read / file.size : 1);
        controller.enqueue(part);
      },
    }),
  );
  const bytes = isGzip ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
  const reader = bytes.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read().catch((cause: unknown) => {
        // A file that went away meanwhile says so itself; anything else is what cannot be unpacked.
        if (!isGzip || cause instanceof DOMException) throw cause;
        throw new ExchangeError([], { code: 'gzip-cut' }, { cause });
      });
      if (done) return;
      yield value;
    }
  } finally {
    // Nobody wants the rest: a file of 1 GB must not be read to its end.
    await reader.cancel().catch(() => {});
  }
}

function decodedBy(decoder: TextDecoder, part: Uint8Array | null): string {
  try {
    return part ? decoder.decode(part, { stream: true }) : decoder.decode();
  } catch (cause) {
    throw new ExchangeError([], { code: 'no-letters' }, { cause });
  }
}

function tooLarge(mostBytes: number): ExchangeError {
  return new ExchangeError([], { code: 'over-size', mostMb: mostBytes / 1e6 });
}
