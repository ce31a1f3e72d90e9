import type { Sentence } from './live-view';
import type { Progress } from './page-views';
import { saveBlob, type FileToSave } from './save-file';
import { sentenceFor } from './sentences';

/** Makes a file of the kind that was asked for; says how far it is. */
export type MakeFile<Format> = (format: Format, say: (progress: Progress) => void) => Promise<FileToSave>;

/** Files to take along, one at a time. */
export class ExportDesk<Format extends string> {
  /** What is being written; null: nothing. */
  busy = $state<Format | null>(null);
  progress = $state.raw<Progress | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  readonly #make: MakeFile<Format>;

  constructor(make: MakeFile<Format>) {
    this.#make = make;
  }

  /** Write the file and offer it as a download. */
  async save(format: Format): Promise<void> {
    if (this.busy !== null) return;
    this.busy = format;
    this.trouble = null;
    try {
      saveBlob(await this.#make(format, (progress) => (this.progress = progress)));
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
    this.busy = null;
    this.progress = null;
  }
}
