import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CorrectionsByWalk } from '../../../lib/app/detections-by-walk';
import { detectionsOf } from '../../../lib/app/detections-of';
import { demoCat } from '../../../lib/app/demo-cat';
import { LiveSession } from '../../../lib/app/live-session';
import { previewSensitivity, type PreviewOptions } from '../../../lib/app/sensitivity-preview';
import type { Sensitivity } from '../../../lib/events/sensitivity';
import { NO_GAIT } from '../../../lib/events/gait';
import { listDetections } from '../../../lib/store/detections';
import { DETECTOR_VERSION } from '../../../lib/app/pipeline';
import type { Database } from '../../../lib/store/database';
import { createDemoTag } from '../../../lib/tag/demo/driver';
import { stepTarget } from '../../../lib/training/plan';
import type { Correction } from '../../../lib/walk/correction';
import type { Walk } from '../../../lib/walk/walk';
import { exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';

const { database } = freshDatabase();

/** A walk of the made-up cat, recorded with its choices of sensitivity. */
async function record(into: Database, seed: number, sensitivity?: Sensitivity): Promise<Walk> {
  const tag = createDemoTag({ seed, speed: 400, durationMs: 240_000 });
  const session = new LiveSession({
    tag,
    cat: { ...demoCat(), ...(sensitivity && { sensitivity }) },
    step: stepTarget(8),
    gait: NO_GAIT,
    database: into,
    ownership: { own: () => Promise.resolve(() => {}), owned: () => Promise.resolve(new Set()) },
    onChange: () => {},
  });
  const over = new Promise<void>((resolve) => tag.on('link', (link) => link === 'ended' && resolve()));
  await session.start();
  await over;
  return (await session.end())!;
}

let walks: Walk[];
const NO_WORDS: CorrectionsByWalk = new Map();

beforeAll(async () => {
  walks = [await record(database, 7), await record(database, 8)];
  for (const walk of walks) await detectionsOf(database, walk);
});

async function preview(more: Partial<PreviewOptions>) {
  const done: number[] = [];
  const result = await previewSensitivity({
    database,
    walks,
    detected: await listDetections(database, DETECTOR_VERSION),
    corrections: NO_WORDS,
    kind: 'freeze',
    level: 'usual',
    onProgress: (n) => done.push(n),
    signal: new AbortController().signal,
    ...more,
  });
  return { result, done };
}

describe('what another sensitivity would have changed', () => {
  it('is nothing where it is the one that was used, over every walk and with progress', async () => {
    const { result, done } = await preview({});
    expect(result).toMatchObject({ walks: 2, gone: 0, fresh: 0 });
    expect(result!.before).toBeGreaterThan(0);
    expect(result!.after).toBe(result!.before);
    expect(done).toEqual([1, 2]);
  });

  it.each(['freeze', 'bolt', 'tension', 'drag', 'shake'] as const)(
    'of %s: fewer finds no more than usual, more no less',
    async (kind) => {
      const fewer = (await preview({ kind, level: 'fewer' })).result!;
      const more = (await preview({ kind, level: 'more' })).result!;
      expect(fewer.before).toBe(more.before);
      expect(fewer.after).toBeLessThanOrEqual(fewer.before);
      expect(more.after).toBeGreaterThanOrEqual(more.before);
      expect(more.after - more.before).toBe(more.fresh - more.gone);
    },
  );

  it('of all kinds together is something on these walks', async () => {
    const pulls = (await preview({ kind: 'tension', level: 'fewer' })).result!;
    expect(pulls.gone).toBeGreaterThan(0);
  });

  it('sits beside the owner’s words: a rejected pull that would not be told of is one false alarm less', async () => {
    const detected = await listDetections(database, DETECTOR_VERSION);
    const pulls = walks.flatMap((walk) =>
      detected
        .get(walk.id)!
        .events.filter(({ kind }) => kind === 'tension')
        .map((event) => ({ walk, event })),
    );
    const corrections = new Map<string, Correction[]>();
    for (const [i, { walk, event }] of pulls.entries()) {
      const { kind, startMs, endMs } = event;
      const word: Correction = {
        id: `word-${i}`,
        walkId: walk.id,
        createdAtMs: i,
        deletedAtMs: null,
        say: 'reject',
        subject: { by: 'detector', kind, startMs, endMs },
      };
      corrections.set(walk.id, [...(corrections.get(walk.id) ?? []), word]);
    }
    const { result } = await preview({ kind: 'tension', level: 'fewer', corrections });
    expect(result!.agreedBefore.falseAlarms).toBe(pulls.length);
    expect(result!.agreedAfter.falseAlarms).toBe(pulls.length - result!.gone);
  });

  it('writes nothing, and looks over walks without samples', async () => {
    const before = await listDetections(database, DETECTOR_VERSION);
    const bare = exampleWalk({ id: 'bare', status: 'ended', durationMs: 1000 });
    const { result, done } = await preview({ walks: [...walks, bare], level: 'more' });
    expect(result!.walks).toBe(2);
    expect(done).toEqual([1, 2, 3]);
    expect(await listDetections(database, DETECTOR_VERSION)).toEqual(before);
  });

  it('can be stopped', async () => {
    const stop = new AbortController();
    const { result, done } = await preview({ onProgress: () => stop.abort(), signal: stop.signal });
    expect(result).toBeNull();
    expect(done).toEqual([]);
  });

  it('is what a walk with that choice is judged by, and keeps', async () => {
    const own = freshDatabase().database;
    const walk = await record(own, 7, { tension: 'fewer' });
    expect(walk.sensitivity).toEqual({ tension: 'fewer' });
    const { events } = await detectionsOf(own, walk);
    const { result } = await preview({ walks: [walks[0]!], kind: 'tension', level: 'fewer' });
    expect(events.filter(({ kind }) => kind === 'tension')).toHaveLength(result!.after);
    expect(result!.gone).toBeGreaterThan(0);
  });
});
