import { backupLines, BackupReader, type BackupHead, type BackupPart } from '../exchange/backup-file';
import { ExchangeError } from '../exchange/exchange-error';
import { walksFileName } from '../exchange/file-name';
import {
  applyStaged,
  BACKED_UP,
  clearStaged,
  countRecords,
  readAllParts,
  stagePart,
  type RestoreWay,
} from '../store/backup';
import type { BackedUpStore, Database, StagedPart } from '../store/database';
import { findDamagedPacks } from '../store/mend-packs';
import type { PackHead } from '../store/packs';
import type { Progress } from './page-views';
import { openFile } from './read-file';
import type { FileToSave } from './save-file';
import { t } from '../words/words';

/** Packed bytes gathered before they are handed to the browser. */
const PIECE_BYTES = 4e6;
/** Base64 of samples packs to a half or a third; a file that unpacks to more than this is made to do harm. */
const MOST_UNPACKED = 200;
/** From here on that is looked at, bytes: a few repeated records of a small backup pack well. */
const UNPACKED_UNSUSPECTED = 100e6;

type Say = (progress: Progress) => void;

/** A backup, and what it could not take along. */
export interface WrittenBackup extends FileToSave {
  /** Ids of walks of which some samples are left out: the disk has damaged them. All else of these walks is in it. */
  damagedWalks: string[];
}

/** Everything in one file, packed as it is read: memory holds one part at a time. Rejects with `StoreError`. */
export async function writeBackup(database: Database, atMs: number, say: Say): Promise<WrittenBackup> {
  const counts = await countRecords(database);
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  let done = 0;
  const damaged = new Set<string>();
  async function* parts(): AsyncGenerator<BackupPart> {
    for await (const part of readAllParts(database, (walkId) => damaged.add(walkId))) {
      yield part;
      done += part.records.length;
      say({ words: t('backup.writing'), fraction: total > 0 ? Math.min(1, done / total) : null });
    }
  }
  const lines = backupLines({ madeAtMs: atMs, counts }, parts(), sha256);
  const encoder = new TextEncoder();
  const text = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { value, done: isDone } = await lines.next();
      if (isDone) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  const packed = text.pipeThrough(new CompressionStream('gzip')).getReader();
  const pieces: Blob[] = [];
  let open: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (;;) {
    const { value, done: isDone } = await packed.read();
    if (value) {
      open.push(value);
      bytes += value.length;
    }
    // A Blob's bytes are the browser's, on disk where they are many: they are no longer ours to hold.
    if (bytes >= PIECE_BYTES || isDone) {
      pieces.push(new Blob(open));
      open = [];
      bytes = 0;
    }
    if (isDone) break;
  }
  return {
    name: walksFileName(atMs, 'backup.jsonl.gz'),
    content: new Blob(pieces, { type: 'application/gzip' }),
    damagedWalks: [...damaged],
  };
}

/** What a backup holds, once all of it was read and checked. */
export interface CheckedBackup {
  head: BackupHead;
  counts: Readonly<Record<BackedUpStore, number>>;
  parts: number;
}

/** Read a backup to its end and keep nothing. Rejects with `ExchangeError`. */
export async function checkBackup(file: Blob, say: Say): Promise<CheckedBackup> {
  const counts = Object.fromEntries(BACKED_UP.map((store) => [store, 0])) as Record<BackedUpStore, number>;
  let parts = 0;
  const head = await eachPart(file, t('backup.checking'), say, (part) => {
    counts[part.store] += part.records.length;
    parts++;
  });
  return { head, counts, parts };
}

/** What became of samples that the disk has damaged, when a backup was brought back. */
export interface Mended {
  /** Ids of walks whose damaged samples the backup held: they are whole again. */
  mendedWalks: string[];
  /** Ids of walks with damaged samples that the backup does not hold. */
  stillDamagedWalks: string[];
}

/**
 * Bring a backup back. It is laid aside first, checked once more part by part, then put in place in one transaction: where
 * anything goes wrong on the way, the database is as it was. Rejects with `ExchangeError` or `StoreError`.
 */
export async function restoreBackup(
  database: Database,
  file: Blob,
  way: RestoreWay,
  say: Say,
): Promise<Mended> {
  await clearStaged(database);
  try {
    let staged = 0;
    await eachPart(file, t('backup.reading'), say, async (part) => {
      await stagePart(database, part);
      staged++;
    });
    const { mendable, beyond } =
      way === 'merge'
        ? await findDamagedPacks(database, (done, of) =>
            say({ words: t('backup.lookingForDamage'), fraction: done / of }),
          )
        : { mendable: [], beyond: [] };
    say({ words: t('backup.placing'), fraction: 0 });
    await applyStaged(database, way, staged, mendable, (parts) =>
      say({ words: t('backup.placing'), fraction: staged > 0 ? parts / staged : null }),
    );
    return { mendedWalks: walksOf(mendable), stillDamagedWalks: walksOf(beyond) };
  } catch (error) {
    await clearStaged(database).catch(() => {});
    throw error;
  }
}

function walksOf(packs: readonly PackHead[]): string[] {
  return [...new Set(packs.map(({ walkId }) => walkId))];
}

async function eachPart(
  file: Blob,
  words: string,
  say: Say,
  take: (part: StagedPart) => void | Promise<void>,
): Promise<BackupHead> {
  const { kind, parts } = await openFile(file, (fraction) => say({ words, fraction }));
  if (kind !== 'backup') throw new ExchangeError([], { code: 'no-backup' });
  const reader = new BackupReader(sha256);
  let unpacked = 0;
  for await (const bytes of parts) {
    unpacked += bytes.length;
    if (unpacked > UNPACKED_UNSUSPECTED && unpacked > MOST_UNPACKED * file.size)
      throw new ExchangeError([], { code: 'unpacks-too-far' });
    // The reader lets no other store through.
    for (const part of await reader.push(bytes)) await take(part as StagedPart);
  }
  for (const part of await reader.finish()) await take(part as StagedPart);
  return reader.head!;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
