import { describe, expect, it } from 'vitest';
import {
  type ProblemFacts,
  problemReport,
  REPORT_BOXES,
  type ReportBox,
} from '../../../lib/app/problem-report';
import type { Cat, Mark, Walk } from '../../../lib/walk/walk';
import { exampleDetections } from '../../support/example-detections';
import { exampleWalk } from '../../support/example-walk';

/** Personal strings, by the box that lets them in; `never`: by none. */
const PLANTED = {
  names: ['PLANTED-CAT', 'PLANTED-OTHER-CAT'],
  notes: ['PLANTED-NOTE', 'PLANTED-MARK'],
  place: ['Planted/Place', 'xx-Planted'],
  dates: ['2031-05-17'],
  devices: ['PLANTED-TAG', 'PLANTED-ID', 'PLANTED-MAKER', 'PLANTED-MODEL', 'PLANTED-FIRMWARE'],
  words: ['PLANTED-WORDS'],
  never: [
    'PLANTED-CODE',
    'PLANTED-FAMILY',
    'PLANTED-KEY',
    'PLANTED-WALK',
    'PLANTED-PROFILE',
    'PLANTED-SIGN',
    'PLANTED-PHOTO',
  ],
} as const;

const nowMs = Date.UTC(2031, 4, 17, 18);
const atMs = Date.UTC(2031, 4, 17, 17);

function facts(): ProblemFacts {
  const example = exampleWalk();
  const walk: Walk & { later: string } = {
    ...example,
    id: 'PLANTED-WALK',
    catId: 'PLANTED-KEY',
    catName: 'PLANTED-CAT',
    timeZone: 'Planted/Place',
    startedAtMs: atMs,
    review: { stress: 3, foodTaken: true, note: 'PLANTED-NOTE' },
    tags: [
      {
        ...example.tags[0]!,
        id: 'PLANTED-ID',
        name: 'PLANTED-TAG',
        maker: 'PLANTED-MAKER',
        model: 'PLANTED-MODEL',
        firmware: 'PLANTED-FIRMWARE',
      },
    ],
    later: 'PLANTED-KEY',
  };
  const mark = (kind: Mark['kind'], text: string): Mark => ({
    id: 'PLANTED-KEY',
    walkId: walk.id,
    tMs: 1,
    kind,
    text,
    createdAtMs: atMs,
    deletedAtMs: null,
  });
  const cat = (name: string) =>
    ({
      id: 'PLANTED-KEY',
      name,
      bodyKg: 4,
      stepNumber: 1,
      updatedAtMs: 0,
      profile: { note: 'PLANTED-PROFILE' },
      photo: 'PLANTED-PHOTO',
    }) as unknown as Cat;
  return {
    nowMs,
    catpace: '0.1.0',
    detectorVersion: '11',
    databaseVersion: 1,
    browser: 'Chromium 140 on Linux',
    timeZone: 'Planted/Place',
    language: 'xx-Planted',
    settings: { theme: 'dark', linkSound: true, massUnit: 'kg', forceUnit: 'N', ...{ cat: 'PLANTED-KEY' } },
    storage: { usedBytes: 1, quotaBytes: 2, walks: 1, persisted: true },
    cats: [cat('PLANTED-CAT'), cat('PLANTED-OTHER-CAT')],
    walks: [
      {
        walk,
        detections: {
          ...exampleDetections(60_000),
          walkId: walk.id,
          gaps: [{ startMs: 1000.4, endMs: 4000, streams: ['accel'] }],
        },
        marks: [mark('note', 'PLANTED-MARK'), mark('sign', 'PLANTED-SIGN')],
      },
    ],
    log: [
      { atMs, what: 'link', code: 'lost', family: 'catpace', times: 3 },
      { atMs, what: 'error', code: 'TagError link-lost', where: 'chunks/a.js:1:2', words: 'PLANTED-WORDS' },
      { atMs, what: 'error', code: 'PLANTED-CODE', family: 'PLANTED-FAMILY' },
    ],
  };
}

const report = (...ticked: ReportBox[]) => problemReport(facts(), new Set(ticked));
const plantedIn = (json: string) =>
  Object.values(PLANTED)
    .flat()
    .filter((text) => json.includes(text));

describe('a report of a problem', () => {
  it('says nothing personal unless a box is ticked, wherever it stands', () => {
    expect(plantedIn(report())).toEqual([]);
    expect(report()).not.toContain('PLANTED');
  });

  it.each(REPORT_BOXES)('lets in with “%s” what that box is about, and nothing else', (box) => {
    expect(plantedIn(report(box)).sort()).toEqual([...PLANTED[box]].sort());
  });

  it('never has pictures, keys of records or codes that nobody knows', () => {
    const all = report(...REPORT_BOXES);
    for (const text of PLANTED.never) expect(all).not.toContain(text);
    for (const box of REPORT_BOXES) for (const text of PLANTED[box]) expect(all).toContain(text);
  });

  it('tells versions, settings, room, the log and how the link of recent walks fared', () => {
    expect(JSON.parse(report())).toMatchObject({
      catpace: '0.1.0',
      detectors: '11',
      database: 1,
      browser: 'Chromium 140 on Linux',
      settings: { theme: 'dark', linkSound: true },
      storage: { usedBytes: 1, quotaBytes: 2, persisted: true, walks: 1, cats: 2 },
      log: [
        { agoMs: 3_600_000, what: 'link', code: 'lost', family: 'catpace', times: 3 },
        { code: 'TagError link-lost', where: 'chunks/a.js:1:2' },
        { code: 'another' },
      ],
      walks: [{ agoMs: 3_600_000, gaps: [{ startMs: 1000, endMs: 4000, streams: ['accel'] }], gapsInAll: 1 }],
    });
  });

  it('is bounded, however many walks and gaps there are', () => {
    const many = facts();
    const one = many.walks[0]!;
    const gaps = Array.from({ length: 5000 }, (_, i) => ({
      startMs: i,
      endMs: i + 1,
      streams: ['accel'] as const,
    }));
    const json = problemReport(
      {
        ...many,
        walks: Array.from({ length: 300 }, () => ({ ...one, detections: { ...one.detections!, gaps } })),
      },
      new Set(),
    );
    const { walks } = JSON.parse(json) as { walks: { gaps: unknown[]; gapsInAll: number }[] };
    expect(walks).toHaveLength(10);
    expect(walks[0]!.gaps).toHaveLength(100);
    expect(walks[0]!.gapsInAll).toBe(5000);
  });
});
