import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NO_GAIT } from '../../../lib/events/gait';
import { walkFrames } from '../../../lib/app/chunk-frames';
import { demoCat } from '../../../lib/app/demo-cat';
import { walkFrameBlocks } from '../../../lib/app/walk-samples';
import { LiveSession } from '../../../lib/app/live-session';
import { readChunks } from '../../../lib/store/chunks';
import { Database } from '../../../lib/store/database';
import { StoreError } from '../../../lib/store/store-error';
import { listRecordingWalks, readWalk } from '../../../lib/store/walks';
import { TagError } from '../../../lib/tag/tag-error';
import { stepTarget } from '../../../lib/training/plan';
import { ScriptedTag } from '../../support/scripted-tag';

afterEach(() => vi.restoreAllMocks());

const BEGAN_MS = Date.UTC(2026, 4, 1, 12);
let databases = 0;

function begin(tag: ScriptedTag) {
  const database = new Database(`two-tags-${databases++}`);
  const session = new LiveSession({
    tag,
    cat: demoCat(),
    step: stepTarget(8),
    gait: NO_GAIT,
    database,
    ownership: { own: () => Promise.resolve(() => {}), owned: () => Promise.resolve(new Set()) },
    onChange: () => {},
  });
  return { session, database };
}

const harness = () => new ScriptedTag({ id: 'harness', name: 'Harness', streams: ['accel'], bootId: 11 });
const gauge = () => new ScriptedTag({ id: 'gauge', name: 'Gauge', streams: ['tension'], bootId: 22 });

describe('a walk with two tags', () => {
  it('puts both streams on one timeline, each by its own clock', async () => {
    const [body, hand] = [harness(), gauge()];
    const { session, database } = begin(body);
    await session.start();
    // One clock began a day before the other.
    for (let i = 0; i < 20; i++) body.send('accel', 500 + 200 * i, BEGAN_MS + 200 * (i + 1) + 40);
    await session.join(hand);
    for (let i = 0; i < 20; i++)
      hand.send('tension', 86_400_000 + 125 * i, BEGAN_MS + 2_000 + 125 * (i + 1) + 40, 10, 150);
    expect(session.view()).toMatchObject({ link: 'live', joined: [{ link: 'live' }] });
    expect(session.view().tensionN).toBeCloseTo(3);
    const walk = (await session.end())!;
    expect(walk.tags.map(({ name }) => name)).toEqual(['Harness', 'Gauge']);
    const frames = await walkFrames(readChunks(database, walk.id));
    const of = (tag: number): number[] =>
      frames.filter((frame) => frame.tag === tag).map(({ frame }) => frame.tMs);
    expect(of(0)).toHaveLength(20);
    expect(of(0)[0]).toBe(0);
    expect(of(1)).toHaveLength(20);
    expect(of(1)[0]).toBeCloseTo(2_000, -1);
    expect(of(1).at(-1)! - of(1)[0]!).toBeCloseTo(19 * 125, 0);
    expect([body.stops, hand.stops]).toEqual([1, 1]);
  });

  it('begins with whichever tag speaks first', async () => {
    const [body, hand] = [harness(), gauge()];
    const { session } = begin(body);
    await session.start();
    await session.join(hand);
    // Its ten samples took 125 ms.
    hand.send('tension', 7_000, BEGAN_MS + 125);
    body.send('accel', 300, BEGAN_MS + 400);
    const walk = (await session.end())!;
    expect(walk.startedAtMs).toBe(BEGAN_MS);
    expect(walk.tags.map(({ name }) => name)).toEqual(['Harness', 'Gauge']);
  });

  it('loses and finds either alone: the other goes on, and what is lost is named', async () => {
    const [body, hand] = [harness(), gauge()];
    const { session } = begin(body);
    await session.start();
    await session.join(hand);
    body.send('accel', 0, BEGAN_MS);
    hand.send('tension', 0, BEGAN_MS + 10, 10, 100);
    hand.go('lost');
    expect(session.view()).toMatchObject({ link: 'live', joined: [{ link: 'lost' }], tensionN: null });
    body.send('accel', 200, BEGAN_MS + 200);
    await session.resume(hand);
    expect(session.view()).toMatchObject({ link: 'live', joined: [{ link: 'live' }] });
    expect([body.starts, hand.starts]).toEqual([1, 2]);
    // A tag that never went away is left alone.
    await session.resume(body);
    expect(body.starts).toBe(1);
    await session.end();
  });

  it('lets another device take the place of a lost one, and the record names both', async () => {
    const [first, second] = [gauge(), new ScriptedTag({ id: 'other', streams: ['tension'], bootId: 33 })];
    const { session, database } = begin(first);
    await session.start();
    for (let i = 0; i < 8; i++) first.send('tension', 125 * i, BEGAN_MS + 125 * i, 10, 50);
    first.go('lost');
    await session.resume(second);
    expect(first.link).toBe('ended');
    for (let i = 0; i < 8; i++) second.send('tension', 125 * i, BEGAN_MS + 5_000 + 125 * i, 10, 200);
    const view = session.view();
    expect(view).toMatchObject({ link: 'live', tag: { id: 'other' }, joined: [] });
    expect(view.tensionN).toBeCloseTo(4);
    expect(await session.tare()).toBe(0.5);
    const walk = (await session.end())!;
    expect(walk.tags.map(({ id }) => id)).toEqual(['gauge', 'other']);
    const blocks = [...(await walkFrameBlocks(database, walk))];
    expect(blocks.map(({ tag }) => tag)).toEqual([...Array(8).fill(0), ...Array(8).fill(1)]);
  });

  it('counts one of two gauges while both walk', async () => {
    const [body, hand] = [new ScriptedTag({ id: 'a' }), gauge()];
    const { session, database } = begin(body);
    await session.start();
    await session.join(hand);
    for (let i = 0; i < 4; i++) {
      body.send('tension', 125 * i, BEGAN_MS + 125 * i, 10, 50);
      hand.send('tension', 125 * i, BEGAN_MS + 125 * i + 1, 10, 200);
    }
    expect(session.view().tensionN).toBeCloseTo(1);
    const walk = (await session.end())!;
    const counted = [...(await walkFrameBlocks(database, walk))].filter(({ tag }) => tag === 1);
    // Both are in the record. The second one counts after the first one's last frame.
    expect(counted.length).toBeLessThanOrEqual(1);
    expect(await walkFrames(readChunks(database, walk.id))).toHaveLength(8);
  });

  it('names a tag that joined in the record, even when the database failed as it joined', async () => {
    const [body, hand] = [harness(), gauge()];
    const { session, database } = begin(body);
    await session.start();
    body.send('accel', 0, BEGAN_MS);
    await vi.waitFor(async () => expect(await readWalk(database, session.walk!.id)).not.toBeNull());
    const run = vi.spyOn(database, 'run').mockRejectedValue(new StoreError('gone', 'Away for a moment.'));
    await session.join(hand);
    run.mockRestore();
    hand.send('tension', 0, BEGAN_MS + 200, 10, 100);
    const walk = (await session.end())!;
    expect((await readWalk(database, walk.id))!.tags.map(({ id }) => id)).toEqual(['harness', 'gauge']);
    expect(
      [...(await walkFrameBlocks(database, (await readWalk(database, walk.id))!))].map(({ tag }) => tag),
    ).toEqual([0, 1]);
  });

  it('opens the walk in the record as soon as the database answers, with every tag: a crash later loses none', async () => {
    const [body, hand] = [harness(), gauge()];
    const { session, database } = begin(body);
    const run = vi
      .spyOn(database, 'run')
      .mockRejectedValue(new StoreError('blocked', 'Held open elsewhere.'));
    await session.start();
    body.send('accel', 0, BEGAN_MS);
    await session.join(hand);
    for (let i = 1; i < 10; i++) body.send('accel', 200 * i, BEGAN_MS + 200 * i);
    await vi.waitFor(() => expect(session.view().saveTrouble).not.toBeNull());
    run.mockRestore();
    for (let i = 10; i < 20; i++) body.send('accel', 200 * i, BEGAN_MS + 200 * i);
    await vi.waitFor(() => expect(session.view().saveTrouble).toBeNull());
    // The page dies here: only what is in the database is left.
    const [left] = await listRecordingWalks(database);
    expect(left).toMatchObject({ id: session.walk!.id, tags: [{ id: 'harness' }, { id: 'gauge' }] });
    expect((await walkFrames(readChunks(database, left!.id))).length).toBeGreaterThan(10);
  });

  it('keeps the place of a tag that sent frames and then failed to join: none is read as another tag’s', async () => {
    const [body, hand, other] = [harness(), gauge(), new ScriptedTag({ id: 'other', bootId: 33 })];
    const { session, database } = begin(body);
    await session.start();
    body.send('accel', 0, BEGAN_MS);
    // Its data flow, but the word that they do is lost.
    vi.spyOn(hand, 'start').mockImplementation(async () => {
      hand.send('tension', 0, BEGAN_MS + 10, 10, 50);
      throw new TagError('request-timeout', 'No answer.');
    });
    await expect(session.join(hand)).rejects.toMatchObject({ code: 'request-timeout' });
    await session.join(other);
    other.send('tension', 0, BEGAN_MS + 2_000, 10, 200);
    const walk = (await session.end())!;
    expect(walk.tags.map(({ id }) => id)).toEqual(['harness', 'gauge', 'other']);
    const frames = await walkFrames(readChunks(database, walk.id));
    expect(frames.map(({ tag, bootId }) => [tag, bootId])).toEqual([
      [0, 11],
      [1, 22],
      [2, 33],
    ]);
  });

  it('goes on with one tag when the second cannot join', async () => {
    const [body, hand] = [harness(), gauge()];
    const { session } = begin(body);
    await session.start();
    body.send('accel', 0, BEGAN_MS);
    hand.refuses = new TagError('connect-timeout', 'Not there.');
    await expect(session.join(hand)).rejects.toMatchObject({ code: 'connect-timeout' });
    expect(session.view()).toMatchObject({ link: 'live', joined: [] });
    expect((await session.end())!.tags).toHaveLength(1);
  });

  it('records nothing that a tag says before it is asked to walk', async () => {
    const tag = harness();
    const { session } = begin(tag);
    tag.send('accel', 0, BEGAN_MS);
    expect(session.walk).toBeNull();
    await session.start();
    tag.send('accel', 200, BEGAN_MS + 400);
    expect((await session.end())!.durationMs).toBeCloseTo(200, 0);
  });
});
