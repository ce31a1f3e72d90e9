import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { LoneWalkCheck } from '../../../lib/app/lone-walk-check';
import { Database } from '../../../lib/store/database';
import { ScriptedTag } from '../../support/scripted-tag';

/** A tag whose log holds frames from before. */
function tagWithLog(frames: number): ScriptedTag {
  const tag = new ScriptedTag({ log: true });
  const connect = tag.connect.bind(tag);
  tag.connect = () => {
    tag.say('boot', { bootId: 1, oldestSeq: 100, firstSeq: 100 + frames, formerBootId: null, deviceMs: 0 });
    return connect();
  };
  return tag;
}

describe('LoneWalkCheck', () => {
  it('stops the owner once before a tag forgets its own walk', async () => {
    const check = new LoneWalkCheck(new Database('lone-walk-1'));
    const tag = tagWithLog(2_000);
    await expect(check.check(tag)).rejects.toMatchObject({ code: 'log-not-fetched' });
    expect(tag.link).toBe('ended');
    const again = tagWithLog(2_000);
    await check.check(again);
    expect(again.link).toBe('preparing');
  });

  it('lets a tag pass that has forgotten all, has only leftovers, or keeps no log', async () => {
    const check = new LoneWalkCheck(new Database('lone-walk-2'));
    for (const tag of [tagWithLog(0), tagWithLog(20), new ScriptedTag()]) {
      await check.check(tag);
      expect(tag.link).toBe('preparing');
    }
  });
});
