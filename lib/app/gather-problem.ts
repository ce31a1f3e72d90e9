import { listCats } from '../store/cats';
import { DATABASE_VERSION, type Database } from '../store/database';
import { listDetections } from '../store/detections';
import { listMarks } from '../store/marks';
import { listWalks } from '../store/walks';
import { locale } from '../words/locale';
import { forceUnit, massUnit } from '../words/units-in-use';
import { readLog } from './event-log';
import { version } from './extension';
import { linkSoundOn } from './link-cue';
import { localTimeZone } from './local-time-zone';
import { measureStorage } from './measure-storage';
import { DETECTOR_VERSION } from './pipeline';
import type { ProblemFacts } from './problem-report';
import { readTheme } from './theme';

/** Recent walks that a report may tell of. */
const WALKS = 10;

/** What a report of a problem is made from. A database that does not answer is part of the problem: then without walks. */
export async function gatherProblem(database: Database): Promise<ProblemFacts> {
  const kept = await readKept(database).catch(() => null);
  return {
    nowMs: Date.now(),
    catpace: version(),
    detectorVersion: DETECTOR_VERSION,
    databaseVersion: DATABASE_VERSION,
    browser: navigator.userAgent,
    timeZone: localTimeZone(),
    language: locale(),
    settings: {
      theme: readTheme(),
      linkSound: linkSoundOn(),
      massUnit: massUnit(),
      forceUnit: forceUnit(),
    },
    storage: kept && (await measureStorage(kept.count).catch(() => null)),
    cats: kept?.cats ?? [],
    walks: kept?.walks ?? [],
    log: readLog(),
  };
}

async function readKept(database: Database) {
  const [all, cats, detections] = await Promise.all([
    listWalks(database, { deleted: true }),
    listCats(database),
    listDetections(database, DETECTOR_VERSION),
  ]);
  const walks = await Promise.all(
    all.slice(0, WALKS).map(async (walk) => ({
      walk,
      detections: detections.get(walk.id) ?? null,
      marks: await listMarks(database, walk.id),
    })),
  );
  return { cats, walks, count: all.filter(({ deletedAtMs }) => deletedAtMs === null).length };
}
