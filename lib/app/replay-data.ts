import type { ActivityState } from '../events/event';
import { buildPyramid, valueAt, type MinMaxPyramid } from '../charts/min-max-pyramid';
import { tensionLevel } from '../events/tension';
import { bandsFor, THRESHOLD_VALUES } from '../events/thresholds';
import { GAP_MS } from '../signal/gap';
import { MotionExtractor } from '../signal/motion-features';
import type { SampleBlock } from '../signal/sample-block';
import type { Database } from '../store/database';
import { listMarks } from '../store/marks';
import { readWalk } from '../store/walks';
import { bodyWeightN } from '../units';
import type { Detections, Mark, Walk } from '../walk/walk';
import { detectionsFrom, detectionsOf, walkBlocks } from './detections-of';
import type { ReplayMoment, ReplaySeries } from './page-views';

/** All that a replay shows. */
export interface ReplayData {
  walk: Walk;
  detections: Detections;
  marks: Mark[];
  series: ReplaySeries;
}

/** Read a walk with its samples; null when there is no such walk. Rejects with `StoreError`. */
export async function loadReplay(database: Database, walkId: string): Promise<ReplayData | null> {
  const walk = await readWalk(database, walkId);
  if (!walk) return null;
  const [blocks, marks] = await Promise.all([walkBlocks(database, walk), listMarks(database, walkId)]);
  const detections =
    walk.status === 'recording' ? detectionsFrom(walk, blocks) : await detectionsOf(database, walk);
  return { walk, detections, marks, series: seriesOf(walk, blocks, detections) };
}

function seriesOf(walk: Walk, blocks: readonly SampleBlock[], detections: Detections): ReplaySeries {
  return {
    durationMs: walk.durationMs ?? detections.summary.durationMs,
    tension: tensionSeries(blocks),
    motion: motionSeries(blocks),
    bandsN: bandsFor(walk.bodyKg),
    // Still and moving are told apart by more than this one figure: there is no line to draw.
    motionBoundsG: null,
  };
}

function tensionSeries(blocks: readonly SampleBlock[]): MinMaxPyramid | null {
  const own = blocks.filter(({ kind }) => kind === 'tension');
  const n = own.reduce((sum, { tMs }) => sum + tMs.length, 0);
  if (n === 0) return null;
  const tMs = new Float64Array(n);
  const tensionN = new Float32Array(n);
  let at = 0;
  for (const block of own) {
    tMs.set(block.tMs, at);
    tensionN.set(block.values, at);
    at += block.tMs.length;
  }
  return buildPyramid(tMs, tensionN, GAP_MS);
}

/** Body motion as the detectors see it. */
function motionSeries(blocks: readonly SampleBlock[]): MinMaxPyramid | null {
  const own = blocks.filter(({ kind }) => kind === 'accel');
  const n = own.reduce((sum, { tMs }) => sum + tMs.length, 0);
  if (n === 0) return null;
  const tMs = new Float64Array(n);
  const motionG = new Float32Array(n);
  const extractor = new MotionExtractor();
  let at = 0;
  for (const { tMs: times, values } of own) {
    for (let i = 0; i < times.length; i++) {
      const feature = extractor.push(times[i]!, values[3 * i]!, values[3 * i + 1]!, values[3 * i + 2]!);
      // Nothing yet: the sample only added to the present group.
      if (feature === null) continue;
      tMs[at] = times[i]!;
      motionG[at++] = feature === 'missing' ? NaN : feature.sd1G;
    }
  }
  return buildPyramid(tMs.subarray(0, at), motionG.subarray(0, at), GAP_MS);
}

/** What the figure shows at the cursor. */
export function momentAt(
  { walk, detections, series }: Pick<ReplayData, 'walk' | 'detections' | 'series'>,
  cursorMs: number,
): ReplayMoment {
  const tensionN = series.tension && valueAt(series.tension, cursorMs);
  const span = detections.activity.find(({ startMs, endMs }) => startMs <= cursorMs && cursorMs < endMs);
  const activity: ActivityState = span?.state ?? 'unknown';
  const now = new Set(
    detections.events
      .filter(({ startMs, endMs }) => startMs <= cursorMs && cursorMs < endMs)
      .map(({ kind }) => kind),
  );
  return {
    tensionN,
    tensionLevel:
      tensionN === null ? null : tensionLevel(tensionN / bodyWeightN(walk.bodyKg), THRESHOLD_VALUES),
    activity,
    activityForMs: span ? cursorMs - span.startMs : 0,
    bolting: now.has('bolt'),
    shaking: now.has('shake'),
    handPulls: now.has('drag'),
  };
}
