import type { ActivityState } from '../events/event';
import { valueAt } from '../charts/min-max-pyramid';
import { seriesOfOverview } from '../charts/overview-series';
import type { ReplaySeries } from '../charts/replay-series';
import { tensionLevel } from '../events/tension';
import { bandsFor, THRESHOLD_VALUES } from '../events/thresholds';
import type { Database } from '../store/database';
import { listMarks } from '../store/marks';
import { readOverview } from '../store/overviews';
import { readWalk } from '../store/walks';
import { bodyWeightN } from '../units';
import type { Detections, Mark, Walk } from '../walk/walk';
import { isThinned } from '../walk/walk-overview';
import { detectionsFrom, detectionsOf } from './detections-of';
import type { ReplayMoment } from './page-views';
import { replaySeries } from './replay-series-of';
import { walkStreams } from './walk-samples';

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
  if (isThinned(walk)) return loadThinned(database, walk);
  const reading = walkStreams(database, walk);
  const [detections, marks, streams] = await Promise.all([
    // A walk that still runs has more to come than was kept.
    walk.status === 'recording'
      ? reading.then((streams) => detectionsFrom(walk, streams))
      : detectionsOf(database, walk, () => reading),
    listMarks(database, walkId),
    reading,
  ]);
  return { walk, detections, marks, series: replaySeries(walk, streams, detections.summary.durationMs) };
}

async function loadThinned(database: Database, walk: Walk): Promise<ReplayData> {
  const [overview, marks, detections] = await Promise.all([
    readOverview(database, walk.id),
    listMarks(database, walk.id),
    detectionsOf(database, walk),
  ]);
  const durationMs = walk.durationMs ?? detections.summary.durationMs;
  const { bodyKg } = walk;
  const series = seriesOfOverview(overview, { durationMs, bandsN: bandsFor(bodyKg), bodyKg });
  return { walk, detections, marks, series };
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
