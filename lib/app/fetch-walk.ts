import { NO_GAIT, profileOf } from '../events/gait';
import type { Database } from '../store/database';
import type { Frame } from '../tag/frame';
import type { BackfillProgress, Tag, Unsubscribe, WantedFrames } from '../tag/tag';
import { TagError } from '../tag/tag-error';
import type { Cat, Walk } from '../walk/walk';
import { wrapSeq } from './committed-seq';
import { framesNotHere } from './frames-not-here';
import { gaitOfCat } from './gait-of-cat';
import { newWalk } from './new-walk';
import type { WalkOwnership } from './walk-ownership';
import { type BootClock, type LoggedWalk, splitLog } from './split-log';
import { WalkRecording } from './walk-recording';

export interface FetchedWalkHome {
  database: Database;
  ownership: WalkOwnership;
  cat: Cat;
  stepNumber: number;
}

/**
 * The log of a tag that walked alone: fetched, then saved as one walk or more. What has arrived waits in memory (a log of 2 MiB
 * is about an hour) and the tag is told to forget it only when all is in the database, so an end at any moment loses nothing.
 */
export class WalkFetch {
  readonly tag: Tag;
  readonly #frames = new Map<number, Frame[]>();
  readonly #clocks = new Map<number, BootClock>();
  readonly #listeners: Unsubscribe[];
  /** What is still to be saved, once that has begun. */
  #waiting: { tag: Walk['tags'][number]; logged: LoggedWalk }[] | null = null;
  readonly #saved: Walk[] = [];

  constructor(tag: Tag) {
    this.tag = tag;
    this.#listeners = [
      tag.on('boot', ({ bootId, deviceMs }) => this.#clocks.set(bootId, { deviceMs, wallMs: Date.now() })),
      tag.on('frames', ({ bootId, frames }) => {
        const kept = this.#frames.get(bootId) ?? [];
        this.#frames.set(bootId, kept);
        kept.push(...frames);
      }),
    ];
  }

  /**
   * Connect and fetch. After `link-lost` it may be called again, with the tag in reach: it goes on where it was. Rejects with
   * `TagError`: what connecting says, `not-available` for a tag without a log, `link-lost`.
   * @param held what is here already counts at the first call alone
   */
  async fetch(held: WantedFrames, onProgress: (progress: BackfillProgress) => void): Promise<void> {
    const info = await this.tag.connect(held);
    if (!info.capabilities.log || !this.tag.fetchLog)
      throw new TagError('not-available', 'This tag keeps no log.');
    // A tag that still walks alone would never be done.
    await this.tag.stop();
    await this.tag.fetchLog(onProgress);
  }

  /**
   * Save what was fetched, let the tag forget it, and let go of the tag. The oldest walk first; none when the log held nothing
   * new. Rejects with `StoreError`: then nothing is forgotten, and it may be called again.
   */
  async save(home: FetchedWalkHome): Promise<Walk[]> {
    const waiting = (this.#waiting ??= await this.#split(home.database));
    for (let next = waiting[0]; next; next = waiting[0]) {
      this.#saved.push(await this.#record(home, next.tag, next.logged));
      waiting.shift();
    }
    for (const [bootId, frames] of this.#frames) {
      const newest = frames.reduce((most, { seq }) => Math.max(most, seq), -1);
      // The tag keeps what it is not told to forget: a release that fails costs nothing.
      await this.tag.release(bootId, wrapSeq(newest)).catch(() => {});
    }
    await this.end();
    return this.#saved;
  }

  /** Let go of the tag. What was not saved is still on it. */
  async end(): Promise<void> {
    for (const off of this.#listeners) off();
    await this.tag.disconnect();
  }

  /** What no walk has yet, the oldest first. */
  async #split(database: Database): Promise<{ tag: Walk['tags'][number]; logged: LoggedWalk }[]> {
    const { info } = this.tag;
    const walks: { tag: Walk['tags'][number]; logged: LoggedWalk }[] = [];
    for (const [bootId, frames] of this.#frames) {
      const clock = this.#clocks.get(bootId);
      if (!info || !clock) continue;
      const fresh = await framesNotHere(
        database,
        { bootId, bootedAtMs: clock.wallMs - clock.deviceMs },
        frames,
      );
      for (const logged of splitLog(fresh, info.streams, clock))
        walks.push({ tag: { ...info, bootId }, logged });
    }
    return walks.sort((a, b) => a.logged.startedAtMs - b.logged.startedAtMs);
  }

  async #record(home: FetchedWalkHome, tag: Walk['tags'][number], logged: LoggedWalk): Promise<Walk> {
    const { database, ownership, cat, stepNumber } = home;
    const recording = new WalkRecording({
      walk: newWalk(cat, {
        gait: profileOf(await gaitOfCat(database, cat.id).catch(() => NO_GAIT)),
        sensitivity: cat.sensitivity ?? {},
        stepNumber,
        startedAtMs: logged.startedAtMs,
        tags: [tag],
      }),
      database,
      ownership,
      onChange: () => {},
      onSafe: () => {},
    });
    recording.append({ tag: 0, bootId: tag.bootId }, logged.frames);
    for (const { frame, tMs } of logged.frames)
      if (frame.kind === 'note' && frame.code === 'button') await recording.mark({ kind: 'button' }, tMs);
    return recording.close();
  }
}
