import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { borisProject } from '../../../lib/exchange/boris-project';
import { bolt, exampleDetections, freeze, slipOut, tension } from '../../support/example-detections';
import { exampleWalk } from '../../support/example-walk';

/**
 * A project file of BORIS, format 7.0, as its source and its own test projects have it (github.com/olivierfriard/BORIS:
 * boris/config.py, boris/project_functions.py, tests/files/*.boris).
 */
const indexed = <const T extends v.GenericSchema>(of: T) => v.record(v.pipe(v.string(), v.digits()), of);
const MODIFIER = v.object({ name: v.string(), type: v.picklist([0, 1, 2, 3]), values: v.array(v.string()) });
const BORIS = v.object({
  time_format: v.picklist(['hh:mm:ss', 's']),
  project_date: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)),
  project_name: v.string(),
  project_description: v.string(),
  project_format_version: v.literal('7.0'),
  subjects_conf: indexed(v.object({ key: v.string(), name: v.string(), description: v.string() })),
  behaviors_conf: indexed(
    v.object({
      type: v.picklist(['Point event', 'State event']),
      key: v.pipe(v.string(), v.length(1)),
      code: v.pipe(v.string(), v.minLength(1)),
      description: v.string(),
      color: v.string(),
      category: v.literal(''),
      modifiers: v.union([indexed(MODIFIER), v.strictObject({})]),
      excluded: v.string(),
      'coding map': v.string(),
    }),
  ),
  observations: v.record(
    v.string(),
    v.object({
      file: v.union([v.array(v.string()), v.record(v.string(), v.array(v.string()))]),
      type: v.literal('LIVE'),
      date: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)),
      description: v.string(),
      'time offset': v.number(),
      // A live observation's event: time, subject, code, modifier, comment.
      events: v.array(
        v.strictTuple([
          v.pipe(v.number(), v.maxValue(2 ** 31 - 1)),
          v.string(),
          v.string(),
          v.string(),
          v.string(),
        ]),
      ),
      independent_variables: v.record(v.string(), v.string()),
      scan_sampling_time: v.number(),
      visualize_spectrogram: v.boolean(),
      close_behaviors_between_videos: v.boolean(),
    }),
  ),
  behavioral_categories: v.array(v.string()),
  independent_variables: indexed(
    v.object({
      label: v.string(),
      description: v.string(),
      type: v.picklist(['numeric', 'text', 'value from set', 'timestamp']),
      'default value': v.string(),
      'possible values': v.string(),
    }),
  ),
  coding_map: v.record(v.string(), v.unknown()),
  converters: v.record(v.string(), v.unknown()),
});

const walk = exampleWalk({
  startedAtMs: Date.UTC(2026, 2, 14, 16, 5),
  catName: 'Mina (grey), "the | shy"',
  review: { stress: 2, foodTaken: true, note: 'rain' },
});
const detections = exampleDetections(60_000, {
  events: [
    freeze(2_000, 5_000),
    tension(6_000, 6_000, 'pull'),
    tension(6_500, 8_000, 'light'),
    bolt(9_000, 9_800),
    slipOut(20_000, 21_000),
  ],
  gaps: [{ startMs: 30_000, endMs: 31_000, streams: ['accel', 'tension'] }],
});
const mark = { walkId: walk.id, createdAtMs: 0, deletedAtMs: null };
const marks = [
  { ...mark, id: 'a', tMs: 7_000, kind: 'moment' as const, text: '' },
  { ...mark, id: 'b', tMs: 1_000, kind: 'note' as const, text: 'a dog' },
];
const project = v.parse(BORIS, JSON.parse(borisProject(walk, detections, marks)));
const [[id, observation]] = Object.entries(project.observations) as [
  [string, (typeof project.observations)[string]],
];

describe('a BORIS project', () => {
  it('is one by its published format, and is dated in the walk’s own time', () => {
    expect(observation.date).toBe('2026-03-14T17:05:00');
    expect(id).toContain('2026-03-14 17-05-00');
    expect(observation.description).toBe('rain');
    expect(observation.independent_variables).toEqual({ step: '8', stress: '2', 'slack share': '1.000' });
  });

  it('codes only behaviours, modifiers and subjects that it defines, in order of time', () => {
    const behaviours = Object.values(project.behaviors_conf);
    const subjects = Object.values(project.subjects_conf).map(({ name }) => name);
    expect(subjects[0]).not.toMatch(/[(|),`~]/);
    for (const [, subject, code, modifier] of observation.events) {
      expect(subjects).toContain(subject);
      const behaviour = behaviours.find((each) => each.code === code);
      expect(behaviour, code).toBeTruthy();
      const values = Object.values(behaviour!.modifiers as Record<string, { values: string[] }>).flatMap(
        (each) => each.values,
      );
      if (modifier !== '') expect(values).toContain(modifier);
    }
    const times = observation.events.map(([t]) => t);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const keys = behaviours.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('pairs each start with its stop, even where a stretch has no length', () => {
    const states = new Set(
      Object.values(project.behaviors_conf).flatMap(({ type, code }) =>
        type === 'State event' ? [code] : [],
      ),
    );
    const open = new Map<string, number>();
    const lengths: number[] = [];
    for (const [t, , code, modifier] of observation.events) {
      if (!states.has(code)) continue;
      const key = `${code}|${modifier}`;
      const start = open.get(key);
      if (start === undefined) open.set(key, t);
      else {
        lengths.push(Number((t - start).toFixed(3)));
        open.delete(key);
      }
    }
    expect([...open]).toEqual([]);
    expect(lengths).toEqual([3, 0.001, 1.5, 0.8, 1]);
  });

  it('has points for moments: marks with what they say, a slip-out', () => {
    expect(
      observation.events.filter(([, , code]) => code === 'mark').map(([t, , , , comment]) => [t, comment]),
    ).toEqual([
      [1, 'note: a dog'],
      [7, 'moment'],
    ]);
    expect(observation.events.filter(([, , code]) => code === 'slip-out')).toHaveLength(1);
  });
});
