import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chunkFrames, walkFrames } from '../../../lib/app/chunk-frames';
import { wrapSeq } from '../../../lib/app/committed-seq';
import type { FrameOrigin, TimedFrame } from '../../../lib/app/frame-collector';
import {
  CHUNK_BYTES,
  CHUNK_SPAN_MS,
  databaseSink,
  WAITING_BYTES,
  WalkRecorder,
} from '../../../lib/app/recorder';
import type { RecorderState, WalkSink } from '../../../lib/app/recorder';
import { readChunks } from '../../../lib/store/chunks';
import { Database } from '../../../lib/store/database';
import { StoreError } from '../../../lib/store/store-error';
import { openWalk, readWalk } from '../../../lib/store/walks';
import type { WalkChunk } from '../../../lib/walk/walk';
import { exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';
import { anyFrames, frameText, steadyFrames, timedFrame } from '../../support/timed-frames';

afterEach(() => vi.restoreAllMocks());

/** A boot of the walk's first tag. */
const boot = (bootId: number): FrameOrigin => ({ tag: 0, bootId });

const CLOSING = { status: 'ended', durationMs: 1, review: null } as const;

/** A sink in memory that fails or waits when told to. */
function memorySink() {
  const chunks: WalkChunk[] = [];
  const sink = {
    chunks,
    closed: 0,
    /** Results of the next commits; a success when empty. */
    outcomes: [] as (() => Promise<void>)[],
    busy: 0,
    mostBusy: 0,
    async putChunk(chunk: WalkChunk) {
      sink.busy++;
      sink.mostBusy = Math.max(sink.mostBusy, sink.busy);
      try {
        await (sink.outcomes.shift()?.() ?? Promise.resolve());
        chunks.push(structuredClone(chunk));
      } finally {
        sink.busy--;
      }
    },
    async closeWalk() {
      sink.closed++;
    },
  } satisfies WalkSink & Record<string, unknown>;
  return sink;
}

const fail =
  (code: 'quota' | 'gone' | 'conflict' = 'quota') =>
  () =>
    Promise.reject(new StoreError(code, 'for the test'));

/** Let commits that wait for nothing come through. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

const textOfTimed = (frames: readonly TimedFrame[]) =>
  frames.map(({ frame, tMs }) =>
    frame.kind === 'note' ? '' : frameText(frame.kind, frame.seq, tMs, frame.counts),
  );
const textOfChunks = (chunks: readonly WalkChunk[]) =>
  chunks
    .flatMap(chunkFrames)
    .map(({ frame }) => frameText(frame.kind, wrapSeq(frame.seq), frame.tMs, frame.counts));

describe('WalkRecorder', () => {
  it('commits about each second of data, driven by arrivals alone', async () => {
    const sink = memorySink();
    const timeout = vi.spyOn(globalThis, 'setTimeout');
    const recorder = new WalkRecorder(exampleWalk(), sink);
    for (const frame of steadyFrames(10_000)) recorder.append(boot(7), [frame]);
    await vi.waitFor(() => expect(sink.chunks.length).toBeGreaterThan(8));
    expect(timeout.mock.calls.length).toBeLessThanOrEqual(1);
    for (const chunk of sink.chunks) {
      expect(chunk.toMs - chunk.fromMs).toBeGreaterThanOrEqual(CHUNK_SPAN_MS);
      expect(chunk.toMs - chunk.fromMs).toBeLessThanOrEqual(1500);
    }
    expect(recorder.state.recordedMs).toBe(10_000);
    expect(recorder.state.recordedMs - recorder.state.savedMs).toBeLessThan(2000);
  });

  it('cuts one great arrival into the same chunks as many small ones', async () => {
    const [one, many] = [memorySink(), memorySink()];
    const frames = steadyFrames(30_000);
    const whole = new WalkRecorder(exampleWalk(), one);
    whole.append(boot(7), frames);
    await whole.flush();
    const parts = new WalkRecorder(exampleWalk(), many);
    for (const frame of frames) parts.append(boot(7), [frame]);
    await parts.flush();
    expect(one.chunks).toEqual(many.chunks);
  });

  it('reads back everything exactly once and to the bit, whatever comes in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFrames,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
        fc.array(fc.boolean(), { maxLength: 30 }),
        async (frames, cuts, failures) => {
          const { database } = freshDatabase();
          const walk = exampleWalk();
          const real = databaseSink(database);
          let attempt = 0;
          const recorder = new WalkRecorder(walk, {
            ...real,
            async putChunk(chunk) {
              const outcome = failures[attempt++];
              // A failure after the fact: saved, but the page does not learn it.
              if (outcome !== true) await real.putChunk(chunk);
              if (outcome !== undefined) throw new StoreError('unknown', 'for the test');
            },
          });
          for (let at = 0, cut = 0; at < frames.length; cut++) {
            const size = cuts[cut % cuts.length]!;
            recorder.append(boot(7), frames.slice(at, at + size));
            if (cut % 3 === 0) await settle();
            at += size;
          }
          while (!(await recorder.flush())) expect(attempt).toBeLessThanOrEqual(failures.length);
          const chunks = await collect(database, walk.id);
          expect(textOfChunks(chunks).sort()).toEqual(textOfTimed(frames).sort());
          expect(recorder.state).toMatchObject({ waitingFrames: 0, trouble: null, refusedFrames: 0 });
          database.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has one commit in flight and loses nothing while it is slow', async () => {
    const sink = memorySink();
    let finish = () => {};
    sink.outcomes.push(() => new Promise((resolve) => (finish = resolve)));
    const recorder = new WalkRecorder(exampleWalk(), sink);
    const frames = steadyFrames(60_000);
    for (const frame of frames) recorder.append(boot(7), [frame]);
    await settle();
    expect(sink.chunks).toEqual([]);
    expect(recorder.state).toMatchObject({ savedMs: 0, waitingFrames: frames.length, trouble: null });
    finish();
    expect(await recorder.flush()).toBe(true);
    expect(sink.mostBusy).toBe(1);
    expect(textOfChunks(sink.chunks).sort()).toEqual(textOfTimed(frames).sort());
    expect(recorder.state).toMatchObject({ savedMs: 60_000, waitingFrames: 0 });
  });

  it('keeps everything when saving fails, says so, and tries again with the next arrival', async () => {
    const sink = memorySink();
    sink.outcomes.push(fail('quota'), fail('gone'));
    const states: RecorderState[] = [];
    const recorder = new WalkRecorder(exampleWalk(), sink, { onState: (state) => states.push(state) });
    const frames = steadyFrames(4000);
    recorder.append(boot(7), frames.slice(0, 12));
    await settle();
    expect(states.at(-1)).toMatchObject({ trouble: 'quota', savedMs: 0, waitingFrames: 12 });
    recorder.append(boot(7), frames.slice(12, 14));
    await settle();
    expect(states.at(-1)).toMatchObject({ trouble: 'gone', waitingFrames: 14 });
    recorder.append(boot(7), frames.slice(14));
    await settle();
    expect(states.at(-1)?.trouble).toBeNull();
    await recorder.flush();
    expect(textOfChunks(sink.chunks).sort()).toEqual(textOfTimed(frames).sort());
    expect(sink.chunks.map(({ index }) => index)).toEqual(sink.chunks.map((_, i) => i));
  });

  it('turns frames away rather than fill memory for ever, and never calls them safe', async () => {
    const sink = memorySink();
    let failing = true;
    const putChunk = (chunk: WalkChunk) => (failing ? fail()() : sink.putChunk(chunk));
    const onSafe = vi.fn();
    const recorder = new WalkRecorder(exampleWalk(), { ...sink, putChunk }, { onSafe });
    const size = timedFrame(0, 0, 'accel', 255).frame as { counts: Int16Array };
    const needed = Math.ceil(WAITING_BYTES / (size.counts.byteLength + 17));
    const shared = timedFrame(0, 0, 'accel', 255);
    for (let i = 0; i < needed + 50; i++)
      recorder.append(boot(7), [{ tMs: i * 200, frame: { ...shared.frame, seq: i } }]);
    expect(recorder.state.refusedFrames).toBe(50);
    expect(recorder.state.waitingFrames).toBe(needed);
    failing = false;
    await recorder.flush();
    expect(onSafe.mock.lastCall).toEqual([boot(7), needed - 1]);
    recorder.append(boot(7), [{ tMs: needed * 200, frame: { ...shared.frame, seq: needed + 50 } }]);
    await recorder.flush();
    expect(onSafe.mock.lastCall).toEqual([boot(7), needed - 1]);
  });

  it('saves a burst of re-sent frames in parts while walk time stands still', async () => {
    const sink = memorySink();
    const recorder = new WalkRecorder(exampleWalk(), sink);
    recorder.append(boot(7), steadyFrames(5000, { fromMs: 600_000, fromSeq: 10_000 }));
    await recorder.flush();
    const before = sink.chunks.length;
    const late = steadyFrames(590_000);
    for (const frame of late) recorder.append(boot(7), [frame]);
    await recorder.flush();
    const parts = sink.chunks.slice(before);
    const bytes = late.reduce((sum, { frame }) => sum + ('counts' in frame ? frame.counts.byteLength : 0), 0);
    expect(parts.length).toBeGreaterThan(bytes / CHUNK_BYTES);
    expect(parts.length).toBeLessThan((bytes / CHUNK_BYTES) * 3);
    expect(recorder.state.savedMs).toBe(605_000);
    // They land in their own place.
    const read = await walkFrames(sink.chunks);
    const times = read.map(({ frame }) => frame.tMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(read).toHaveLength(late.length + 50);
  });

  it('names the frames that the tag may forget: none above a hole, none uncommitted', async () => {
    const sink = memorySink();
    const onSafe = vi.fn();
    const recorder = new WalkRecorder(exampleWalk(), sink, { onSafe });
    const frames = steadyFrames(4000);
    const [lost] = frames.splice(6, 1);
    recorder.append(boot(7), frames);
    expect(onSafe).not.toHaveBeenCalled();
    await recorder.flush();
    expect(onSafe.mock.lastCall).toEqual([boot(7), 5]);
    recorder.append(boot(7), [lost!]);
    await recorder.flush();
    expect(onSafe.mock.lastCall).toEqual([boot(7), 39]);
  });

  it('passes a hole only once the tag has given it up, and waits for the first wanted frame', async () => {
    const onSafe = vi.fn();
    const recorder = new WalkRecorder(exampleWalk(), memorySink(), { onSafe });
    recorder.expectFrom(boot(7), 2 ** 24 - 3);
    const frames = steadyFrames(2000, { fromSeq: 2 ** 24 - 1 });
    recorder.append(boot(7), frames);
    await recorder.flush();
    expect(onSafe).not.toHaveBeenCalled();
    recorder.giveUp(boot(7), 2 ** 24 - 3, 2 ** 24 - 2);
    expect(onSafe.mock.calls).toEqual([[boot(7), 18]]);
  });

  it('counts notes as seen, stores none, and never mixes two boots in one chunk', async () => {
    const sink = memorySink();
    const onSafe = vi.fn();
    const recorder = new WalkRecorder(exampleWalk(), sink, { onSafe });
    const note: TimedFrame = {
      tMs: 300,
      frame: { kind: 'note', seq: 2, tMs: 300, code: 'button', bytes: new Uint8Array() },
    };
    recorder.append(boot(1), [...steadyFrames(200), note]);
    recorder.append(boot(2), steadyFrames(200, { fromMs: 5000, fromSeq: 900 }));
    recorder.append(boot(2), [{ ...note, frame: { ...note.frame, seq: 902 } }]);
    await recorder.flush();
    recorder.append(boot(2), [{ ...note, frame: { ...note.frame, seq: 903 } }]);
    await recorder.flush();
    expect(sink.chunks.map(({ bootId, columns }) => [bootId, columns.length])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(onSafe.mock.calls).toEqual([
      [boot(1), 2],
      [boot(2), 902],
      [boot(2), 903],
    ]);
  });

  it('keeps two tags apart, though their boots have the same number', async () => {
    const sink = memorySink();
    const onSafe = vi.fn();
    const [first] = exampleWalk().tags;
    const recorder = new WalkRecorder(exampleWalk({ tags: [first!, first!] }), sink, { onSafe });
    recorder.append({ tag: 0, bootId: 7 }, [timedFrame(1, 0, 'accel')]);
    recorder.append({ tag: 1, bootId: 7 }, [timedFrame(1, 10, 'tension')]);
    await recorder.flush();
    expect(sink.chunks.map(({ tag, bootId, columns }) => [tag, bootId, columns[0]!.kind])).toEqual([
      [0, 7, 'accel'],
      [1, 7, 'tension'],
    ]);
    expect(onSafe.mock.calls).toEqual([
      [{ tag: 0, bootId: 7 }, 1],
      [{ tag: 1, bootId: 7 }, 1],
    ]);
  });

  it('writes two walks from two pages at once without mixing them', async () => {
    const { name } = freshDatabase();
    const pages = ['a', 'b', 'c'].map((id) => {
      const database = new Database(name);
      const walk = exampleWalk({ id });
      return { database, walk, recorder: new WalkRecorder(walk, databaseSink(database)) };
    });
    await Promise.all(pages.map(({ database, walk }) => openWalk(database, walk)));
    const frames = steadyFrames(20_000);
    for (const frame of frames) for (const { recorder } of pages) recorder.append(boot(7), [frame]);
    await Promise.all(pages.map(({ recorder }) => recorder.close({ ...CLOSING, durationMs: 20_000 })));
    for (const { database, walk } of pages) {
      const chunks = await collect(database, walk.id);
      expect(textOfChunks(chunks)).toEqual(textOfTimed(frames));
      expect(await readWalk(database, walk.id)).toMatchObject({ status: 'ended', durationMs: 20_000 });
    }
  });

  it('goes past the chunks of another writer of the same walk: both are kept whole', async () => {
    const { name } = freshDatabase();
    const walk = exampleWalk();
    const pages = [0, 1].map(() => new Database(name));
    const recorders = pages.map((page) => new WalkRecorder(walk, databaseSink(page)));
    const streams = [steadyFrames(20_000), steadyFrames(20_000, { fromMs: 7, fromSeq: 5000 })];
    streams[0]!.forEach((frame, i) => {
      recorders[0]!.append(boot(7), [frame]);
      recorders[1]!.append(boot(7), [streams[1]![i]!]);
    });
    await Promise.all(recorders.map((recorder) => recorder.flush()));
    const chunks = await collect(pages[0]!, walk.id);
    expect(textOfChunks(chunks).sort()).toEqual(textOfTimed(streams.flat()).sort());
    const indices = chunks.map(({ index }) => index);
    expect(new Set(indices).size).toBe(indices.length);
  });

  it('closes after everything is saved; a close that fails can be tried again', async () => {
    const sink = memorySink();
    sink.outcomes.push(fail('quota'));
    const recorder = new WalkRecorder(exampleWalk(), sink);
    recorder.append(boot(7), steadyFrames(400));
    await expect(recorder.close(CLOSING)).rejects.toMatchObject({ name: 'StoreError', code: 'quota' });
    expect(sink.closed).toBe(0);
    recorder.append(boot(7), steadyFrames(400, { fromMs: 400, fromSeq: 4 }));
    await recorder.close(CLOSING);
    expect(sink.closed).toBe(1);
    expect(textOfChunks(sink.chunks)).toHaveLength(8);
    recorder.append(boot(7), steadyFrames(2000, { fromMs: 800, fromSeq: 8 }));
    await recorder.flush();
    expect(textOfChunks(sink.chunks)).toHaveLength(8);
  });

  it('saves nothing for a walk without data', async () => {
    const sink = memorySink();
    const recorder = new WalkRecorder(exampleWalk(), sink);
    await recorder.close(CLOSING);
    expect(sink.chunks).toEqual([]);
    expect(sink.closed).toBe(1);
  });
});

describe('putChunk', () => {
  it('asks for relaxed durability', async () => {
    const { database } = freshDatabase();
    await openWalk(database, exampleWalk());
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const recorder = new WalkRecorder(exampleWalk(), databaseSink(database));
    recorder.append(boot(7), steadyFrames(3000));
    await recorder.flush();
    expect(transaction.mock.calls.length).toBeGreaterThanOrEqual(3);
    for (const call of transaction.mock.calls)
      expect(call).toEqual([['chunks', 'packs'], 'readwrite', { durability: 'relaxed' }]);
  });
});

describe('readChunks', () => {
  it('streams a long walk in order, and only that walk', async () => {
    const { database } = freshDatabase();
    for (const id of ['a', 'b', 'c']) {
      const recorder = new WalkRecorder(exampleWalk({ id }), databaseSink(database));
      recorder.append(boot(7), steadyFrames(200_000));
      await recorder.flush();
    }
    const chunks = await collect(database, 'b');
    expect(chunks.map(({ index }) => index)).toEqual(Array.from({ length: chunks.length }, (_, i) => i));
    expect(chunks.flatMap(chunkFrames)).toHaveLength(2000);
    expect(new Set(chunks.map(({ walkId }) => walkId))).toEqual(new Set(['b']));
    expect(await collect(database, 'none')).toEqual([]);
  });
});

async function collect(database: Database, walkId: string): Promise<WalkChunk[]> {
  const chunks: WalkChunk[] = [];
  for await (const chunk of readChunks(database, walkId)) chunks.push(chunk);
  return chunks;
}
