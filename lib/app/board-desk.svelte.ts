import { type BoardState, versionIn } from '../tag/espruino/board-files';
import {
  chooseEspruinoBoard,
  type InstallProgress,
  installCatpace,
  readVersion,
  TAG_PROGRAM,
  uninstall,
} from '../tag/espruino/driver';
import type { LoadCellWiring } from '../tag/espruino/installer';
import { pageBluetooth } from '../tag/gatt/page-bluetooth';
import { TagError } from '../tag/tag-error';
import { logError } from './event-log';
import type { Sentence } from './live-view';
import { sentenceFor, tagErrorSentence } from './sentences';

/**
 * `none`: no board was chosen. `looking`, `installing`, `removing`: the board is being spoken to. `known`: it said what it
 * is. `installed`, `removed`: done.
 */
export type BoardStage = 'none' | 'looking' | 'known' | 'installing' | 'removing' | 'installed' | 'removed';

/** Making a tag of an Espruino board: choose it, see what is on it, install, update or remove the Catpace program. */
export class BoardDesk {
  stage = $state<BoardStage>('none');
  /** What the chosen board said of itself. */
  board = $state.raw<BoardState | null>(null);
  progress = $state.raw<InstallProgress | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  /** The board runs another program, which only the owner may give up. */
  occupied = $state(false);
  /** Version of the program that would be installed. */
  readonly version = versionIn(TAG_PROGRAM) ?? '';
  #device: BluetoothDevice | null = null;

  get busy(): boolean {
    return this.stage === 'looking' || this.stage === 'installing' || this.stage === 'removing';
  }

  /** Must be called from a click. */
  async choose(bluetooth: Bluetooth | undefined = pageBluetooth()): Promise<void> {
    if (this.busy) return;
    await this.#do('looking', this.stage, async () => {
      if (!bluetooth) throw new TagError('bluetooth-unsupported', 'No Web Bluetooth here.');
      const device = await chooseEspruinoBoard(bluetooth);
      this.#device = device;
      this.board = null;
      this.occupied = false;
      this.stage = 'looking';
      this.board = await readVersion(device);
      this.stage = 'known';
    });
  }

  /** @param replace the owner has said that another program on the board may go */
  async install(wiring: LoadCellWiring | null, replace = false): Promise<void> {
    const device = this.#device;
    if (!device || this.busy) return;
    this.occupied = false;
    await this.#do('installing', 'known', async () => {
      const onProgress = (progress: InstallProgress): void => {
        this.progress = progress;
      };
      this.board = await installCatpace(device, { wiring, replace, onProgress });
      this.stage = 'installed';
    });
    this.progress = null;
  }

  /** Take the Catpace program off again. */
  async remove(): Promise<void> {
    const device = this.#device;
    if (!device || this.busy) return;
    await this.#do('removing', 'known', async () => {
      await uninstall(device);
      this.board = null;
      this.stage = 'removed';
    });
  }

  /** @param fallback where to be when it fails */
  async #do(stage: BoardStage, fallback: BoardStage, work: () => Promise<void>): Promise<void> {
    this.trouble = null;
    this.stage = stage;
    try {
      await work();
    } catch (error) {
      this.occupied = error instanceof TagError && error.code === 'board-not-empty';
      this.trouble = boardSentence(error);
      this.stage = this.board ? fallback : 'none';
    }
  }
}

/** What a radio says of tags, in the words of somebody who has a board in front of them. */
function boardSentence(error: unknown): Sentence {
  if (!(error instanceof TagError)) return sentenceFor(error);
  logError(error);
  if (error.code === 'link-lost' || error.code === 'request-timeout') return tagErrorSentence('board-silent');
  if (error.code === 'wrong-device') return tagErrorSentence('board-unknown');
  return tagErrorSentence(error.code);
}
