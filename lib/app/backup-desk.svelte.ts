import { formatDate, formatTimeOfDay } from '../charts/format-time';
import { clearStaged, type RestoreWay } from '../store/backup';
import type { Database } from '../store/database';
import { readWalk } from '../store/walks';
import { checkBackup, restoreBackup, writeBackup } from './backup';
import { exchangeSentence } from './exchange-sentences';
import type { Sentence } from './live-view';
import type { BackupPreview, Progress } from './page-views';
import { saveBlob } from './save-file';
import { t } from '../words/words';

/** Everything out into one file, and back. */
export class BackupDesk {
  progress = $state.raw<Progress | null>(null);
  /** What a chosen backup holds, before it is brought back; null: none chosen. */
  preview = $state.raw<BackupPreview | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  done = $state.raw<string | null>(null);
  #file: Blob | null = null;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    // What a restore left behind whose page went away. One that still goes on elsewhere notices, and changes nothing.
    clearStaged(database).catch(() => {});
  }

  save(): Promise<boolean> {
    return this.#try(async (say) => {
      const backup = await writeBackup(this.#database, Date.now(), say);
      saveBlob(backup);
      const damaged = await this.#namesOf(backup.damagedWalks);
      this.done = damaged ? t('backup.writtenWithout', { walks: damaged }) : t('backup.written');
    });
  }

  /** Read a backup to its end and say what it holds. Nothing is kept yet. */
  open(file: File): Promise<boolean> {
    this.cancel();
    return this.#try(async (say) => {
      const { head, counts } = await checkBackup(file, say);
      this.#file = file;
      this.preview = { madeAtMs: head.madeAtMs, walks: counts.walks, cats: counts.cats };
    });
  }

  /** Bring the chosen backup back. True when it is there. */
  restore(way: RestoreWay): Promise<boolean> {
    return this.#try(async (say) => {
      if (!this.#file) return;
      const { mendedWalks, stillDamagedWalks } = await restoreBackup(this.#database, this.#file, way, say);
      const mended = await this.#namesOf(mendedWalks);
      const damaged = await this.#namesOf(stillDamagedWalks);
      this.cancel();
      this.done = [
        t(way === 'merge' ? 'backup.merged' : 'backup.replaced'),
        ...(mended ? [t('backup.mended', { walks: mended })] : []),
        ...(damaged ? [t('backup.stillDamaged', { walks: damaged })] : []),
      ].join(' ');
    });
  }

  cancel(): void {
    this.#file = null;
    this.preview = null;
    this.trouble = null;
    this.done = null;
  }

  /** Cat, day and time of each; "" of none. */
  async #namesOf(walkIds: readonly string[]): Promise<string> {
    return (await Promise.all(walkIds.map((id) => this.#nameOf(id)))).join('; ');
  }

  async #nameOf(walkId: string): Promise<string> {
    const walk = await readWalk(this.#database, walkId);
    if (!walk) return t('backup.walkUnknown', { id: walkId });
    return t('backup.walk', {
      cat: walk.catName || t('cat.yours'),
      day: formatDate(walk.startedAtMs, walk.timeZone),
      time: formatTimeOfDay(walk.startedAtMs, walk.timeZone),
    });
  }

  async #try(work: (say: (progress: Progress) => void) => Promise<void>): Promise<boolean> {
    if (this.progress) return false;
    this.trouble = null;
    this.done = null;
    this.progress = { words: t('backup.moment'), fraction: null };
    try {
      await work((progress) => (this.progress = progress));
      return true;
    } catch (error) {
      this.trouble = exchangeSentence(error);
      return false;
    } finally {
      this.progress = null;
    }
  }
}
