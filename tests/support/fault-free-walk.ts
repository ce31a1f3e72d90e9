import { type Analysis, analyse } from '../../lib/app/pipeline';
import type { WalkEvent } from '../../lib/events/event';
import { unpack } from '../../lib/signal/unpack';
import { DEFAULT_CONFIG, streamsOf } from '../../lib/tag/catpace/config';
import { encodeRequest } from '../../lib/tag/catpace/control';
import { ASSUMED_BODY_KG } from '../../lib/units';
import { frameKey, framesOfTruth, type WalkRecord } from './browser/walk-record';
import { walkShifts } from './frame-account';
import { openSource } from './virtual-tag/open-source';
import type { SourceChoice, TagTruth } from './virtual-tag/radio-messages';
import { DEFAULT_FIRMWARE, LARGEST_PAYLOAD, TagFirmware } from './virtual-tag/tag-firmware';

/** Until the first gap event boundaries are compared to this, ms: device time is whole ms. */
const SAME_MS = 1;
/**
 * Behind a gap to this, ms: the detectors' windows begin anew with its first sample, so that they lie otherwise than in a
 * recording without it. A reboot or a gap of the sensor alone does the same, without any radio.
 */
const SAME_AFTER_GAP_MS = 300;
/** A detector that starts anew after a gap may take this long to see what one that ran on sees, ms. Ours. */
const AFTER_GAP_MS = 15_000;

/** Events of a recording by the source's time. */
export interface SourceEvents {
  events: WalkEvent[];
  /** Stretches without data: in and right after them the recordings may differ. */
  gaps: { startMs: number; endMs: number }[];
}

/** What is found in the same source when a tag that nothing disturbs records it. */
export function eventsWithoutFaults(source: SourceChoice, untilMs: number): WalkEvent[] {
  const firmware = new TagFirmware({ ...DEFAULT_FIRMWARE, logBytes: 2 ** 30, source: openSource(source) }, 0);
  firmware.control(encodeRequest({ op: 'set-payload', payloadBytes: LARGEST_PAYLOAD }, 1), 0);
  firmware.control(encodeRequest({ op: 'start' }, 2), 0);
  firmware.advance(untilMs);
  const formats = new Map(streamsOf(DEFAULT_CONFIG).map((format) => [format.kind, format]));
  const blocks = framesOfTruth(firmware.boots).map(({ kind, seq, tMs, counts }) =>
    unpack({ kind, seq, tMs, counts: Int16Array.from(counts) }, formats.get(kind)!, tMs),
  );
  return analyse(blocks, { bodyKg: ASSUMED_BODY_KG }).events;
}

/** What the database says was found, by the source's time. */
export function sourceTimes(truth: TagTruth, record: WalkRecord): SourceEvents {
  const shifts = walkShifts(truth, record.frames);
  const made = new Map(framesOfTruth(truth.boots).map((frame) => [frameKey(frame), frame]));
  /** By the walk's timeline: where each boot begins, and what to add to get the source's time. */
  const boots = truth.boots.map(({ bootId, sourceShiftMs }) => {
    const ofBoot = record.frames.filter((frame) => frame.bootId === bootId && made.has(frameKey(frame)));
    return {
      fromMs: Math.min(...ofBoot.map(({ tMs }) => tMs)),
      addMs: (sourceShiftMs ?? NaN) - (shifts.get(bootId) ?? NaN),
    };
  });
  const toSource = (walkMs: number): number =>
    walkMs + (boots.findLast(({ fromMs }) => walkMs >= fromMs) ?? boots[0]!).addMs;
  const { events, gaps } = record.detections[0]!;
  return {
    events: events.map((event) => ({
      ...event,
      startMs: toSource(event.startMs),
      endMs: toSource(event.endMs),
    })),
    gaps: gaps.map(({ startMs, endMs }) => ({ startMs: toSource(startMs), endMs: toSource(endMs) })),
  };
}

/** What is found in the very frames that the tag made and that are in the database, by the walk's timeline. */
export function analysisOfTruth(truth: TagTruth, { frames, walk }: WalkRecord): Analysis {
  const shifts = walkShifts(truth, frames);
  const kept = new Set(frames.map(frameKey));
  const formats = new Map(streamsOf(DEFAULT_CONFIG).map((format) => [format.kind, format]));
  const blocks = framesOfTruth(truth.boots)
    .filter((frame) => kept.has(frameKey(frame)))
    .map((frame) => ({ ...frame, tMs: frame.tMs + shifts.get(frame.bootId)! }))
    .sort((a, b) => a.tMs - b.tMs || a.seq - b.seq)
    .map(({ kind, seq, tMs, counts }) =>
      unpack({ kind, seq, tMs, counts: Int16Array.from(counts) }, formats.get(kind)!, tMs),
    );
  return analyse(blocks, { bodyKg: walk.bodyKg });
}

/** How the events of two recordings of one source differ, leaving out what lies in or right behind a gap. */
export interface EventComparison {
  /** Events before the first gap that are the same to the ms. */
  equal: number;
  /** Events behind it that are the same but for where the detectors' windows lie, and how far they are apart at most, ms. */
  alike: number;
  furthestMs: number;
  /** Left out, of the recording without faults. */
  nearGaps: number;
  onlyReference: string[];
  onlyFaulty: string[];
}

export function compareEvents(
  reference: readonly WalkEvent[],
  { events, gaps }: SourceEvents,
): EventComparison {
  const firstGapMs = Math.min(Infinity, ...gaps.map(({ startMs }) => startMs));
  const isNearGap = ({ startMs, endMs }: WalkEvent): boolean =>
    gaps.some((gap) => endMs >= gap.startMs && startMs <= gap.endMs + AFTER_GAP_MS);
  const apartMs = (a: WalkEvent, b: WalkEvent): number =>
    a.kind === b.kind ? Math.max(Math.abs(a.startMs - b.startMs), Math.abs(a.endMs - b.endMs)) : Infinity;
  const line = ({ kind, startMs, endMs }: WalkEvent): string =>
    `${kind} ${startMs.toFixed(0)}–${endMs.toFixed(0)}`;
  const left = events.filter((event) => !isNearGap(event));
  const found: EventComparison = {
    equal: 0,
    alike: 0,
    furthestMs: 0,
    nearGaps: reference.filter(isNearGap).length,
    onlyReference: [],
    onlyFaulty: [],
  };
  for (const event of reference) {
    if (isNearGap(event)) continue;
    const isBefore = event.endMs < firstGapMs;
    const at = left.findIndex((other) => apartMs(event, other) <= (isBefore ? SAME_MS : SAME_AFTER_GAP_MS));
    const other = left[at];
    if (!other) {
      found.onlyReference.push(line(event));
      continue;
    }
    left.splice(at, 1);
    if (isBefore) found.equal++;
    else {
      found.alike++;
      found.furthestMs = Math.max(found.furthestMs, apartMs(event, other));
    }
  }
  found.onlyFaulty = left.map(line);
  return found;
}
