import type { Database } from '../store/database';
import { IntervalSet } from '../tag/interval-set';
import type { BootSight, Tag } from '../tag/tag';
import { TagError } from '../tag/tag-error';
import { heldFrames } from './held-frames';

/** So many frames that are not here are a walk, and no leftover of the last one: about half a minute. Ours. */
const A_WALK_FRAMES = 150;

/** Sees to it that no walk begins with a tag that holds another one: the tag would forget that. Asks once. */
export class LoneWalkCheck {
  readonly #database: Database;
  /** Tags that the owner was told of, by the browser's id. */
  readonly #told = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Connect the tag and look. Rejects with `TagError`: `log-not-fetched`, with the tag let go of, when its log holds a walk
   * that is not here and the owner has not been told of it; what connecting says.
   */
  async check(tag: Tag): Promise<void> {
    const sights: BootSight[] = [];
    const off = tag.on('boot', (boot) => sights.push(boot));
    const info = await tag.connect().finally(off);
    const sight = sights.at(-1);
    if (!sight || this.#told.has(info.id)) return;
    const { bootId, oldestSeq, firstSeq } = sight;
    if (firstSeq - oldestSeq < A_WALK_FRAMES) return;
    const here = new IntervalSet();
    for (const held of await heldFrames(this.#database, info.id))
      if (held.bootId === bootId) for (const { from, to } of held.ranges) here.add(from, to);
    const missing = here.gaps(oldestSeq, firstSeq - 1).reduce((sum, { from, to }) => sum + to - from + 1, 0);
    if (missing < A_WALK_FRAMES) return;
    this.#told.add(info.id);
    await tag.disconnect();
    throw new TagError('log-not-fetched', `The tag has ${missing} frames that are not here.`);
  }
}
