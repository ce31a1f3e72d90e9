import { chooseTagWithLog } from '../tag/choose-tag';
import type { SampleFrame } from '../tag/frame';
import type { Tag, Unsubscribe } from '../tag/tag';
import { pageBluetooth } from '../tag/gatt/page-bluetooth';
import { TagError } from '../tag/tag-error';
import { STANDARD_GRAVITY_MS2 } from '../units';
import { t } from '../words/words';
import type { Sentence } from './live-view';
import { sentenceFor } from './sentences';

/** `empty`: nothing hangs on the cell. `weight`: a known one does. `check`: it is saved, and the page shows what is measured. */
export type CalibrationStage = 'none' | 'empty' | 'weight' | 'check';

/** Counts of the converter that an empty and a loaded cell lie apart at least. Ours: far above the noise of an HX711. */
const LEAST_COUNTS = 200;

/** Two points, and what the tag measures with them. */
export class CalibrationDesk {
  stage = $state<CalibrationStage>('none');
  busy = $state(false);
  trouble = $state.raw<Sentence | null>(null);
  /** In stage `check`: the pull now, N; null before the first. */
  tensionN = $state<number | null>(null);
  /** In stage `check`: the weight that hung there as a force, N. */
  expectedN = $state(0);
  #tag: Tag | null = null;
  #emptyCounts = 0;
  #stopListening: Unsubscribe = () => {};
  /** Newest frame of the check: nobody walked, so the tag may forget it. */
  #newest: { bootId: number; seq: number } | null = null;

  /** Must be called from a click. */
  choose(bluetooth: Bluetooth | undefined = pageBluetooth()): Promise<void> {
    return this.#do(async () => {
      if (!bluetooth) throw new TagError('bluetooth-unsupported', 'No Web Bluetooth here.');
      const { tag } = await chooseTagWithLog(bluetooth);
      await this.#tag?.disconnect();
      this.#tag = tag;
      this.stage = 'none';
      const { capabilities } = await tag.connect();
      if (!capabilities.tension || !tag.calibrationPoint)
        throw new TagError('not-available', 'This tag has no load cell.');
      this.stage = 'empty';
    });
  }

  /** Nothing hangs on the cell. */
  takeEmpty(): Promise<void> {
    return this.#do(async () => {
      this.#emptyCounts = await this.#point(0);
      this.stage = 'weight';
    });
  }

  /** This mass hangs on it, kg. Saves both points and goes on to the check. */
  takeWeight(massKg: number): Promise<void> {
    return this.#do(async () => {
      const forceN = massKg * STANDARD_GRAVITY_MS2;
      const counts = await this.#point(forceN);
      if (Math.abs(counts - this.#emptyCounts) < LEAST_COUNTS) {
        this.trouble = { title: t('calibration.noAnswer.title'), todo: t('calibration.noAnswer.todo') };
        return;
      }
      await this.#tag?.saveCalibration?.();
      this.expectedN = forceN;
      await this.#watch();
      this.stage = 'check';
    });
  }

  /** Begin anew with the same tag. */
  again(): Promise<void> {
    return this.#do(async () => {
      await this.#tag?.stop();
      this.tensionN = null;
      this.stage = 'empty';
    });
  }

  /** Let go of the tag. */
  async leave(): Promise<void> {
    const tag = this.#tag;
    this.#tag = null;
    if (tag?.link === 'live') await tag.stop().catch(() => {});
    if (this.#newest) await tag?.release(this.#newest.bootId, this.#newest.seq).catch(() => {});
    this.#stopListening();
    await tag?.disconnect();
    this.stage = 'none';
  }

  #point(forceN: number): Promise<number> {
    const point = this.#tag?.calibrationPoint?.(forceN);
    return point ?? Promise.reject(new TagError('link-lost', 'No tag is connected.'));
  }

  async #watch(): Promise<void> {
    const tag = this.#tag;
    const format = tag?.info?.streams.find(({ kind }) => kind === 'tension');
    if (!tag || !format) return;
    this.#stopListening();
    this.#stopListening = tag.on('frames', ({ bootId, frames }) => {
      for (const { seq } of frames) this.#newest = { bootId, seq };
      const newest = frames.findLast((frame): frame is SampleFrame => frame.kind === 'tension');
      if (newest) this.tensionN = mean(newest.counts) * format.unitPerCount;
    });
    await tag.start();
  }

  async #do(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = null;
    try {
      await work();
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
    this.busy = false;
  }
}

function mean(values: Int16Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
