import { walkOfSamples } from '../exchange/walk-of-samples';
import type { Database } from '../store/database';
import { addWholeWalks } from '../store/whole-walks';
import type { Cat } from '../walk/walk';
import { exchangeSentence } from './exchange-sentences';
import type { Sentence } from './live-view';
import { newWalk } from './new-walk';
import type { ImportChoice, ImportPreview, Progress } from './page-views';
import { readFile, type FoundInFile } from './read-file';
import { formatCount } from '../words/format-number';
import { keyOf, t } from '../words/words';

/** Brings walks of other machines and recordings of other programs in: first looked at, then kept, in one go or not at all. */
export class ImportDesk {
  progress = $state.raw<Progress | null>(null);
  /** What the file holds, before it is kept; null: no file. */
  preview = $state.raw<ImportPreview | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  /** What came of the last file. */
  done = $state.raw<string | null>(null);
  #found: FoundInFile | null = null;
  #fileName = '';
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Look at a file. A file of whole walks needs no word more; a recording has to be told whose it is. */
  async open(file: File): Promise<void> {
    this.cancel();
    this.#fileName = file.name;
    await this.#try(t('import.readingFile'), async (say) => {
      const found = await readFile(file, say);
      this.#found = found;
      if (found.kind === 'backup') {
        this.trouble = {
          title: t('import.isBackup.title'),
          todo: t('import.isBackup.todo'),
        };
        return;
      }
      this.preview = previewOf(found, file);
    });
  }

  /** Keep what was looked at. True when it is there. */
  async keep(cat: Cat | null, choice: ImportChoice): Promise<boolean> {
    const found = this.#found;
    if (!found || found.kind === 'backup') return false;
    let isKept = false;
    await this.#try(t('import.adding'), async () => {
      const { walks, cats } = found.kind === 'walks' ? found.file : this.#walkOf(found, cat, choice);
      const { added, here } = await addWholeWalks(this.#database, walks, cats);
      this.cancel();
      this.done = saidOf(added.length, here.length);
      isKept = true;
    });
    return isKept;
  }

  /** Let go of the file. */
  cancel(): void {
    this.#found = null;
    this.preview = null;
    this.trouble = null;
    this.done = null;
  }

  #walkOf(
    found: Extract<FoundInFile, { kind: 'recording' | 'progressor' | 'grip-connect' }>,
    cat: Cat | null,
    { startedAtMs, stepNumber }: ImportChoice,
  ) {
    if (!cat) return { walks: [], cats: [] };
    const walk = walkOfSamples(found.blocks, {
      ...newWalk(cat, { gait: null, stepNumber, startedAtMs, tags: [] }),
      fileName: this.#fileName,
    });
    return { walks: [walk], cats: [] };
  }

  async #try(words: string, work: (say: (share: number) => void) => Promise<void>): Promise<void> {
    if (this.progress) return;
    this.trouble = null;
    this.progress = { words, fraction: null };
    try {
      await work((share) => (this.progress = { words, fraction: share }));
    } catch (error) {
      this.trouble = exchangeSentence(error);
    }
    this.progress = null;
  }
}

function previewOf(found: Exclude<FoundInFile, { kind: 'backup' }>, file: File): ImportPreview {
  if (found.kind === 'walks') {
    const { length } = found.file.walks;
    return { what: t('import.of.walks', length, { n: formatCount(length) }), recording: null };
  }
  const times = found.blocks.map(({ tMs }) => tMs);
  const durationMs = Math.max(...times.map((t) => t.at(-1)!)) - Math.min(...times.map((t) => t[0]!));
  return {
    what: t(`import.of.${keyOf(found.kind)}`),
    recording: {
      durationMs,
      // A file that does not say when: it was last written when the recording ended.
      startedAtMs: found.startedAtMs ?? Math.max(0, file.lastModified - durationMs),
      isStartKnown: found.startedAtMs !== null,
    },
  };
}

function saidOf(added: number, here: number): string {
  const came = t('import.added', added, { n: formatCount(added) });
  return here === 0 ? came : `${came} ${t('import.wereHere', here, { n: formatCount(here) })}`;
}
