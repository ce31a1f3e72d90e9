import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { OwnersWord } from '../../../lib/app/owners-word.svelte';
import { sentenceFor } from '../../../lib/app/sentences';
import { listAllCorrections, listCorrections } from '../../../lib/store/corrections';
import { listDetections, putDetections } from '../../../lib/store/detections';
import { deleteWalk, openWalk } from '../../../lib/store/walks';
import type { OwnersSaying } from '../../../lib/walk/correction';
import { bolt, exampleDetections, freeze } from '../../support/example-detections';
import { exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';

const walk = exampleWalk({ status: 'ended', durationMs: 60_000 });
const events = [freeze(10_000, 20_000), bolt(30_000, 32_000)];
const onBolt: OwnersSaying = {
  say: 'reject',
  subject: { by: 'detector', kind: 'bolt', startMs: 30_000, endMs: 32_000 },
};
const onFreeze: OwnersSaying = {
  say: 'confirm',
  subject: { by: 'detector', kind: 'freeze', startMs: 10_000, endMs: 20_000 },
};

async function begin() {
  const { database } = freshDatabase();
  await openWalk(database, walk);
  const word = new OwnersWord(database);
  await word.open(walk.id);
  const provenances = () => word.on(events).map(({ provenance }) => provenance);
  return { database, word, provenances };
}

describe('OwnersWord', () => {
  it('keeps a word on disk, and takes words back from the newest to the oldest', async () => {
    const { database, word, provenances } = await begin();
    expect(word.canUndo).toBe(false);
    await word.say(onFreeze);
    await word.say(onBolt);
    expect(provenances()).toEqual(['confirmed', 'rejected']);
    const again = new OwnersWord(database);
    await again.open(walk.id);
    expect(again.corrections).toEqual(word.corrections);

    await word.undo();
    expect(provenances()).toEqual(['confirmed', 'detected']);
    await word.undo();
    expect(provenances()).toEqual(['detected', 'detected']);
    expect(word.canUndo).toBe(false);
    await word.undo();
    const kept = await listCorrections(database, walk.id);
    // Never rewritten: both are there, each with its tombstone.
    expect(kept.map(({ say, deletedAtMs }) => [say, deletedAtMs === null])).toEqual([
      ['confirm', false],
      ['reject', false],
    ]);
  });

  it('takes back the one that is named', async () => {
    const { word, provenances } = await begin();
    await word.say(onFreeze);
    await word.say(onBolt);
    await word.undo(word.corrections[0]!.id);
    expect(provenances()).toEqual(['detected', 'rejected']);
  });

  it('keeps two quick words in their order', async () => {
    const { word, provenances } = await begin();
    const { subject } = onBolt as Extract<OwnersSaying, { say: 'reject' }>;
    await Promise.all([word.say(onBolt), word.say({ say: 'confirm', subject }), word.say(onFreeze)]);
    expect(provenances()).toEqual(['confirmed', 'confirmed']);
    const times = word.corrections.map(({ createdAtMs }) => createdAtMs);
    expect([...new Set(times)].sort((a, b) => a - b)).toEqual(times);
  });

  it('never touches what the detectors said', async () => {
    const { database, word } = await begin();
    const raw = exampleDetections(60_000, { walkId: walk.id, events });
    await putDetections(database, raw);
    await word.say(onBolt);
    await word.say({ say: 'add', kind: 'shake', startMs: 1000, endMs: 2000 });
    expect((await listDetections(database, raw.detectorVersion)).get(walk.id)).toEqual(raw);
  });

  it('refuses what makes no sense, with a sentence that says what to do; later words go on', async () => {
    const { database, word, provenances } = await begin();
    const outside = word.say({ say: 'add', kind: 'bolt', startMs: 0, endMs: 61_000 });
    await expect(outside).rejects.toMatchObject({ code: 'time-outside' });
    expect(sentenceFor(await outside.catch((error: unknown) => error))).toMatchObject({
      title: 'That lies outside the walk.',
      todo: 'Stay between its beginning and its end. Nothing was changed.',
    });
    await word.say(onBolt);
    expect(provenances()).toEqual(['detected', 'rejected']);
    await deleteWalk(database, walk.id, 1);
    await expect(word.say(onFreeze)).rejects.toMatchObject({ code: 'walk-deleted' });
    expect((await listAllCorrections(database)).get(walk.id)).toHaveLength(1);
  });

  it('speaks of one walk: another one’s words come with it', async () => {
    const { database, word } = await begin();
    await word.say(onBolt);
    const other = exampleWalk({ id: '01900000-0000-7000-8000-000000000002' });
    await openWalk(database, other);
    await word.open(other.id);
    expect(word.corrections).toEqual([]);
    await word.open(walk.id);
    expect(word.corrections).toHaveLength(1);
  });
});
