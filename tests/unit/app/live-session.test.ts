import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { NO_GAIT } from '../../../lib/events/gait';
import { walkFrames } from '../../../lib/app/chunk-frames';
import { DEMO_CAT_ID, demoCat } from '../../../lib/app/demo-cat';
import { detectionsOf } from '../../../lib/app/detections-of';
import { LiveSession, type LiveSessionOptions } from '../../../lib/app/live-session';
import { isLiveNews } from '../../../lib/app/live-shape';
import { OwnersWord } from '../../../lib/app/owners-word.svelte';
import type { WalkOwnership } from '../../../lib/app/walk-ownership';
import { loadReplay, momentAt } from '../../../lib/app/replay-data';
import { verdictAfter } from '../../../lib/app/verdict-on';
import { readChunks } from '../../../lib/store/chunks';
import { listCorrections } from '../../../lib/store/corrections';
import { Database } from '../../../lib/store/database';
import { listMarks } from '../../../lib/store/marks';
import { readWalk, reviewWalk } from '../../../lib/store/walks';
import { createDemoTag } from '../../../lib/tag/demo/driver';
import type { Frame } from '../../../lib/tag/frame';
import type { Tag } from '../../../lib/tag/tag';
import { TagError } from '../../../lib/tag/tag-error';
import { stepTarget } from '../../../lib/training/plan';
import { adviceGiven } from '../../../lib/walk/advice-log';
import { ownersEvents } from '../../../lib/walk/owners-events';

const ownership: WalkOwnership = {
  own: () => Promise.resolve(() => {}),
  owned: () => Promise.resolve(new Set()),
};
let databases = 0;

function begin(
  tag: Tag,
  database = new Database(`live-session-${databases++}`),
  ownersWord?: LiveSessionOptions['ownersWord'],
) {
  let changes = 0;
  const session = new LiveSession({
    tag,
    cat: demoCat(),
    step: stepTarget(8),
    gait: NO_GAIT,
    database,
    ownership,
    ...(ownersWord && { ownersWord }),
    onChange: () => changes++,
  });
  return { session, database, changes: () => changes };
}

function ended(tag: Tag): Promise<void> {
  return new Promise((resolve) => tag.on('link', (link) => link === 'ended' && resolve()));
}

/** A walk of the demo tag to its end, and the frames that the tag sent. */
async function walkTheDemo(durationMs = 90_000) {
  const tag = createDemoTag({ seed: 7, speed: 200, durationMs });
  const sent: Frame[] = [];
  tag.on('frames', ({ frames }) => sent.push(...frames.map((frame) => structuredClone(frame))));
  const { session, database, changes } = begin(tag);
  const over = ended(tag);
  await session.start();
  await over;
  // Commits run behind the arrivals.
  await vi.waitFor(() => expect(session.view().savedMs).toBeGreaterThan(0));
  const live = session.view();
  expect(isLiveNews(structuredClone({ type: 'view', view: live, trace: session.trace() }))).toBe(true);
  const walk = await session.end();
  return { database, walk: walk!, sent, live, changes: changes() };
}

describe('LiveSession', () => {
  it('records every frame that the tag sent, once and to the bit', async () => {
    const { database, walk, sent } = await walkTheDemo();
    const stored = await walkFrames(readChunks(database, walk.id));
    const key = (frame: Frame): string =>
      frame.kind === 'note' ? '' : `${frame.seq} ${frame.kind} ${frame.counts.join()}`;
    expect(stored.map(({ frame }) => key(frame)).sort()).toEqual(sent.map(key).sort());
    expect(sent.length).toBeGreaterThan(500);
  });

  it('closes the walk with its length and shows what it saw', async () => {
    const { walk, live, changes } = await walkTheDemo();
    expect(walk.status).toBe('ended');
    expect(walk.durationMs).toBeGreaterThan(89_000);
    expect(walk.durationMs).toBeLessThanOrEqual(90_100);
    expect(walk.catId).toBe(DEMO_CAT_ID);
    expect(live.walkId).toBe(walk.id);
    expect(live.elapsedMs).toBeGreaterThan(89_000);
    expect(live.savedMs).toBeLessThanOrEqual(live.elapsedMs + 200);
    expect(live.saveTrouble).toBeNull();
    expect(changes).toBeGreaterThan(10);
  });

  it('says unknown once the link is over: the last reading tells nothing of the present', async () => {
    const { live } = await walkTheDemo(20_000);
    expect(live.link).toBe('ended');
    expect(live.activity).toBe('unknown');
    expect(live.tensionN).toBeNull();
  });

  it('keeps a mark at its moment', async () => {
    const tag = createDemoTag({ seed: 3, speed: 100, durationMs: 30_000 });
    const { session, database } = begin(tag);
    const over = ended(tag);
    await session.start();
    await new Promise((resolve) => setTimeout(resolve, 120));
    const atMs = session.view().elapsedMs;
    await session.mark({ kind: 'moment' });
    await over;
    const walk = await session.end();
    const marks = await listMarks(database, walk!.id);
    expect(marks.map((mark) => mark.kind)).toEqual(['moment']);
    expect(marks[0]!.tMs).toBeCloseTo(atMs, -2);
  });

  it('hears what the owner sees, keeps it, and lets it be taken back', async () => {
    const tag = createDemoTag({ seed: 3, speed: 100, durationMs: 30_000 });
    const { session, database } = begin(tag);
    const over = ended(tag);
    await session.start();
    await vi.waitFor(() => expect(session.view().elapsedMs).toBeGreaterThan(0));
    await session.mark({ kind: 'stress', text: '4' });
    expect(session.view().lastMark).toMatchObject({ kind: 'stress', text: '4' });
    // Only what must be done this second may stand before it.
    expect(['stress-end', 'drag', 'bolt', 'slip-out']).toContain(session.view().advice?.id);
    const { id } = session.view().lastMark!;
    await session.mark({ kind: 'sign', text: 'treat-taken' });
    await session.takeBack(id);
    expect(session.view()).toMatchObject({ marks: 1, lastMark: { text: 'treat-taken' } });
    await over;
    const walk = await session.end();
    const marks = await listMarks(database, walk!.id);
    expect(marks.map(({ kind, text }) => [kind, text])).toEqual([['sign', 'treat-taken']]);
  });

  it('shows each event with the owner’s word, and the record replays it', async () => {
    const database = new Database(`live-session-${databases++}`);
    const word = new OwnersWord(database);
    const tag = createDemoTag({ seed: 7, speed: 200, durationMs: 90_000 });
    const { session } = begin(tag, database, (detected) => word.on(detected));
    const over = ended(tag);
    await session.start();
    await over;
    await vi.waitFor(() => expect(session.view().savedMs).toBeGreaterThan(0));
    await word.open(session.view().walkId!);
    const said = session.view().feed.find(({ withdrawn, open }) => !withdrawn && !open)!;
    expect(said.word).toMatchObject({ provenance: 'detected', wordId: null });
    await word.say({ say: 'reject', subject: said.word!.subject });
    const after = session.view().feed.find(({ event }) => event === said.event)!;
    expect(after.word).toMatchObject({ provenance: 'rejected', wordId: word.corrections[0]!.id });

    const walk = (await session.end())!;
    const { events } = await detectionsOf(database, walk);
    const seen = ownersEvents(events, await listCorrections(database, walk.id));
    const [rejected, ...others] = seen.filter(({ provenance }) => provenance !== 'detected');
    expect(others).toEqual([]);
    expect(rejected).toMatchObject({ provenance: 'rejected', event: { kind: said.event.kind } });
  });

  it('opens no walk when no frame came', async () => {
    const tag = createDemoTag({ seed: 1, speed: 1, durationMs: 10_000 });
    const { session } = begin(tag);
    expect(await session.end()).toBeNull();
    await expect(session.start()).rejects.toBeInstanceOf(TagError);
  });

  it('keeps what it was to be, and what was said when', async () => {
    const tag = createDemoTag({ seed: 7, speed: 200, durationMs: 120_000 });
    const { session, database } = begin(tag);
    const shown: string[] = [];
    let before: string | null = null;
    tag.on('frames', () => {
      const now = session.view().advice?.id ?? null;
      if (now !== before && now !== null) shown.push(now);
      before = now;
    });
    const over = ended(tag);
    await session.start();
    await over;
    const { id } = (await session.end())!;
    const walk = (await readWalk(database, id))!;
    expect(walk.target).toEqual({ minMs: 300_000, maxMs: 600_000, aim: 'slack' });
    expect(shown.length).toBeGreaterThan(1);
    expect(adviceGiven(walk.advice!, walk.durationMs!).map((each) => each.id)).toEqual(shown);
  });

  it('is replayed and judged from its record', async () => {
    const { database, walk } = await walkTheDemo(120_000);
    const replay = (await loadReplay(database, walk.id))!;
    expect(replay.detections).toEqual(await detectionsOf(database, walk));
    expect(replay.series.tension!.tMs.length).toBeGreaterThan(80 * 115);
    expect(replay.series.motion!.tMs.length).toBeGreaterThan(20 * 115);
    const moment = momentAt(replay, 60_000);
    expect(moment.tensionN).not.toBeNull();
    expect(['still', 'moving']).toContain(moment.activity);

    const before = await verdictAfter(database, walk);
    expect(before.units).toEqual([]);
    expect(before.unjudged).toEqual([{ walkId: walk.id, why: 'Waits for your word on stress and food.' }]);
    await reviewWalk(database, walk.id, { stress: 4, foodTaken: true, note: '' });
    const verdict = await verdictAfter(database, walk);
    expect(verdict.decision).toBe('step-back');
    expect(verdict.units[0]!.red).toContain('Stress 4');
  });
});
