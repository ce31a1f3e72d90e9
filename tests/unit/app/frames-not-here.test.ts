import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { framesNotHere } from '../../../lib/app/frames-not-here';
import { databaseSink, WalkRecorder } from '../../../lib/app/recorder';
import { Database } from '../../../lib/store/database';
import { openWalk } from '../../../lib/store/walks';
import type { Frame } from '../../../lib/tag/frame';
import { exampleWalk } from '../../support/example-walk';
import { steadyFrames } from '../../support/timed-frames';

const BOOT = 9;
const BOOTED_AT_MS = exampleWalk().startedAtMs - 60_000;
let databases = 0;

const note = (seq: number): Frame => ({
  kind: 'note',
  seq,
  tMs: 0,
  code: 'button',
  bytes: new Uint8Array(0),
});
/** 100 frames with a note before the 10th and one before the 60th, which take a number each. */
const made: Frame[] = steadyFrames(10_000).flatMap(({ frame }, i) => {
  const seq = i + (i >= 10 ? 1 : 0) + (i >= 60 ? 1 : 0);
  const numbered = { ...frame, seq } as Frame;
  return i === 10 || i === 60 ? [note(seq - 1), numbered] : [numbered];
});

/** A database with a walk of these frames, recorded under the id that the browser had for the tag then. */
async function holding(
  frames: readonly Frame[],
  change: (frame: Frame) => Frame = (one) => one,
): Promise<Database> {
  const database = new Database(`not-here-${databases++}`);
  const walk = exampleWalk();
  await openWalk(database, walk);
  const recorder = new WalkRecorder(walk, databaseSink(database));
  recorder.append(
    { tag: 0, bootId: BOOT },
    frames.map((frame, i) => ({ frame: change(structuredClone(frame)), tMs: i * 100 })),
  );
  await recorder.flush();
  return database;
}
const fresh = async (
  database: Database,
  boot = { bootId: BOOT, bootedAtMs: BOOTED_AT_MS },
): Promise<number[]> => (await framesNotHere(database, boot, made)).map(({ seq }) => seq);
const seqsOf = (frames: readonly Frame[]): number[] => frames.map(({ seq }) => seq);

describe('framesNotHere', () => {
  it('leaves out what a walk has, and the notes within', async () => {
    expect(await fresh(await holding(made))).toEqual([]);
    expect(await fresh(await holding(made.slice(0, 50)))).toEqual(seqsOf(made.slice(50)));
    expect(await fresh(await holding([...made.slice(0, 30), ...made.slice(55)]))).toEqual(
      seqsOf(made.slice(30, 55)),
    );
  });

  it('keeps a note at the edge of what is here: two marks are better than none', async () => {
    // The note is the 61st: a walk that ends before it never heard of it.
    expect(made[61]!.kind).toBe('note');
    expect(await fresh(await holding(made.slice(0, 61)))).toEqual(seqsOf(made.slice(61)));
  });

  it('keeps all where another tag had the same boot and numbers', async () => {
    const others = await holding(made, (frame) =>
      frame.kind === 'note' ? frame : { ...frame, counts: frame.counts.map((count) => count ^ 1) },
    );
    expect(await fresh(others)).toEqual(seqsOf(made));
  });

  it('keeps all of another boot, and looks into no walk from long before the boot', async () => {
    const database = await holding(made);
    expect(await fresh(database, { bootId: BOOT + 1, bootedAtMs: BOOTED_AT_MS })).toEqual(seqsOf(made));
    const later = BOOTED_AT_MS + 2 * 24 * 3_600_000;
    expect(await fresh(database, { bootId: BOOT, bootedAtMs: later })).toEqual(seqsOf(made));
  });
});
