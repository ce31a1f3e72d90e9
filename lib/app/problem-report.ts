import type { Cat, Detections, Mark, Walk } from '../walk/walk';
import type { LogEntry } from './event-log';
import type { StorageUse, ThemeChoice } from './page-views';

/** What may say who somebody is, or where: each is left out unless its box is ticked. Pictures are never in a report. */
export const REPORT_BOXES = ['names', 'notes', 'place', 'dates', 'devices', 'words'] as const;
export type ReportBox = (typeof REPORT_BOXES)[number];

/** All that a report is made from, as it was found on this machine. */
export interface ProblemFacts {
  nowMs: number;
  catpace: string;
  detectorVersion: string;
  databaseVersion: number;
  /** As the browser names itself: with its version, and the system's. */
  browser: string;
  /** IANA name and BCP 47 tag. */
  timeZone: string;
  language: string;
  settings: { theme: ThemeChoice; linkSound: boolean; massUnit: string; forceUnit: string };
  storage: StorageUse | null;
  cats: readonly Cat[];
  /** Newest first. */
  walks: readonly { walk: Walk; detections: Detections | null; marks: readonly Mark[] }[];
  log: readonly LogEntry[];
}

/** Walks and gaps of one walk that are told of. Ours: a mail can carry it. */
const MAX_WALKS = 10;
const MAX_GAPS = 100;

/**
 * A report of a problem as JSON. What goes in is picked part by part, nothing is copied whole: a field that a later version
 * adds to a record stays out until somebody puts it in here.
 */
export function problemReport(facts: ProblemFacts, ticked: ReadonlySet<ReportBox>): string {
  const when = (atMs: number) => ({
    agoMs: Math.round(facts.nowMs - atMs),
    ...(ticked.has('dates') && { at: new Date(atMs).toISOString() }),
  });
  const report = {
    format: 'catpace-problem-report',
    version: 1,
    catpace: facts.catpace,
    detectors: facts.detectorVersion,
    database: facts.databaseVersion,
    browser: facts.browser,
    settings: {
      theme: facts.settings.theme,
      linkSound: facts.settings.linkSound,
      massUnit: facts.settings.massUnit,
      forceUnit: facts.settings.forceUnit,
    },
    storage: facts.storage && {
      usedBytes: facts.storage.usedBytes,
      quotaBytes: facts.storage.quotaBytes,
      persisted: facts.storage.persisted,
      walks: facts.storage.walks,
      cats: facts.cats.length,
    },
    ...(ticked.has('place') && { timeZone: facts.timeZone, language: facts.language }),
    ...(ticked.has('names') && { cats: facts.cats.map(({ name }) => name) }),
    log: facts.log.map(({ atMs, what, code, times, family, where, words }) => ({
      ...when(atMs),
      what,
      code: isCode(code) ? code : 'another',
      ...(times !== undefined && { times }),
      ...(family !== undefined && isCode(family) && { family }),
      ...(where !== undefined && { where }),
      ...(ticked.has('words') && words !== undefined && { words }),
    })),
    walks: facts.walks.slice(0, MAX_WALKS).map(({ walk, detections, marks }) => ({
      ...when(walk.startedAtMs),
      status: walk.status,
      deleted: walk.deletedAtMs !== null,
      durationMs: walk.durationMs,
      ...(ticked.has('names') && { cat: walk.catName }),
      ...(ticked.has('place') && { timeZone: walk.timeZone }),
      ...(ticked.has('notes') && {
        note: walk.review?.note ?? '',
        marks: marks.filter(({ kind }) => kind === 'note').map(({ text }) => text),
      }),
      tags: walk.tags.map(({ family, maker, model, firmware, capabilities, streams, name, id }) => ({
        family,
        capabilities,
        streams,
        ...(ticked.has('devices') && { maker, model, firmware, name, id }),
      })),
      samples: detections?.summary.samples ?? null,
      limits: detections?.limits ?? [],
      gaps: (detections?.gaps ?? []).slice(0, MAX_GAPS).map(({ startMs, endMs, streams }) => ({
        startMs: Math.round(startMs),
        endMs: Math.round(endMs),
        streams,
      })),
      gapsInAll: detections?.gaps.length ?? null,
    })),
  };
  return JSON.stringify(report, null, 1);
}

/** Codes of ours, and names of the browser's errors: letters, and what joins them. */
function isCode(text: string): boolean {
  return /^[A-Za-z]+([- ][a-z]+)*$/.test(text);
}
