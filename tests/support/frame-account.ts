import { frameKey, framesOfTruth, type PlainFrame, type WalkRecord } from './browser/walk-record';
import type { TagTruth } from './virtual-tag/radio-messages';

/** What became of every frame that a tag made. */
export interface FrameAccount {
  made: number;
  kept: number;
  missing: number;
  /** Of the missing: the tag had to write newer ones in their place. */
  overwritten: number;
  /** Of the missing: still in the log when the tag booted. */
  lostWithBoot: number;
  /** Of the missing: the tag still had them. Never. */
  unexplained: string[];
  /** In the database more than once. */
  doubled: string[];
  /** In the database with other samples than the tag made. */
  changed: string[];
  /** In the database and never made. */
  alien: string[];
  /** Where overwritten frames are missing, by the first walk's timeline: from the first one's start to the next one's that is there. */
  overwrittenStretches: { fromMs: number; toMs: number }[];
}

/** @param records one walk, or all the walks that hold frames of this tag */
export function accountFor(truth: TagTruth, ...records: readonly WalkRecord[]): FrameAccount {
  const frames = records.flatMap((record) => record.frames);
  const made = new Map(framesOfTruth(truth.boots).map((frame) => [frameKey(frame), frame]));
  const kept = new Map<string, PlainFrame>();
  const doubled: string[] = [];
  for (const frame of frames) {
    const key = frameKey(frame);
    if (kept.has(key)) doubled.push(key);
    kept.set(key, frame);
  }
  const shifts = walkShifts(truth, records[0]?.frames ?? []);
  const account: FrameAccount = {
    made: made.size,
    kept: kept.size,
    missing: 0,
    overwritten: 0,
    lostWithBoot: 0,
    unexplained: [],
    doubled,
    changed: [...kept]
      .filter(([key, { counts }]) => made.has(key) && String(made.get(key)!.counts) !== String(counts))
      .map(([key]) => key),
    alien: [...kept.keys()].filter((key) => !made.has(key)),
    overwrittenStretches: [],
  };
  for (const boot of truth.boots) {
    let open: { fromMs: number; toMs: number } | null = null;
    for (const frame of made.values()) {
      if (frame.bootId !== boot.bootId) continue;
      const walkMs = frame.tMs + (shifts.get(boot.bootId) ?? NaN);
      if (kept.has(frameKey(frame))) {
        if (open) open.toMs = walkMs;
        open = null;
        continue;
      }
      account.missing++;
      if (boot.overwritten.some(({ from, to }) => frame.seq >= from && frame.seq <= to)) {
        account.overwritten++;
        if (!open) account.overwrittenStretches.push((open = { fromMs: walkMs, toMs: walkMs }));
      } else if (boot.heldFrom !== null && frame.seq >= boot.heldFrom) account.lostWithBoot++;
      else account.unexplained.push(frameKey(frame));
    }
  }
  return account;
}

/** Walk time − device time of each boot's frames. */
export function walkShifts(truth: TagTruth, frames: readonly PlainFrame[]): Map<number, number> {
  const made = new Map(framesOfTruth(truth.boots).map((frame) => [frameKey(frame), frame.tMs]));
  const shifts = new Map<number, number>();
  for (const frame of frames) {
    const shift = frame.tMs - (made.get(frameKey(frame)) ?? NaN);
    const known = shifts.get(frame.bootId);
    if (known !== undefined && known !== shift)
      throw new Error(`Frames of boot ${frame.bootId} lie ${shift - known} ms apart from one another`);
    shifts.set(frame.bootId, shift);
  }
  return shifts;
}
