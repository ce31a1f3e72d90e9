import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CsvRecordingReader } from '../../../lib/exchange/csv-recording';
import { eventsCsv } from '../../../lib/exchange/events-csv';
import { walkFileName, walksFileName } from '../../../lib/exchange/file-name';
import { samplesCsv } from '../../../lib/exchange/samples-csv';
import { samplesOf } from '../../../lib/exchange/stream-samples';
import { walksCsv } from '../../../lib/exchange/walks-csv';
import { zipFiles } from '../../../lib/exchange/zip-files';
import type { SampleBlock } from '../../../lib/signal/sample-block';
import { ownersEvents } from '../../../lib/walk/owners-events';
import { exampleWalk } from '../../support/example-walk';
import { blocksOf, recordedWalk } from '../../support/recorded-walk';

function textOf(parts: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder();
  return [...parts].map((part) => decoder.decode(part, { stream: true })).join('');
}

describe('samples as CSV', () => {
  it('has a row for each moment, with empty cells where a stream was not sampled', () => {
    const blocks: SampleBlock[] = [
      { kind: 'accel', tMs: Float64Array.of(0, 20), values: Float32Array.of(0, 0, 1, NaN, 0, 1), clipped: 0 },
      { kind: 'tension', tMs: Float64Array.of(0, 12.5), values: Float32Array.of(2, 2.5), clipped: 0 },
    ];
    expect(textOf(samplesCsv(blocks, Date.UTC(2026, 2, 14, 16, 5)))).toBe(
      [
        'time,t_s,ax_m_s2,ay_m_s2,az_m_s2,tension_n',
        '2026-03-14T16:05:00.000Z,0,0,0,9.80665,2',
        '2026-03-14T16:05:00.013Z,0.0125,,,,2.5',
        '2026-03-14T16:05:00.020Z,0.02,,0,9.80665,',
        '',
      ].join('\n'),
    );
  });

  it('reads back as the same samples, as exactly as the columns say', () => {
    const recorded = recordedWalk();
    const blocks = blocksOf(recorded);
    const reader = new CsvRecordingReader();
    const back = [...samplesCsv(blocks, recorded.walk.startedAtMs)].flatMap((part) => reader.push(part));
    back.push(...reader.finish());
    for (const [kind, tolerance] of [
      ['accel', 1e-6],
      ['tension', 5.1e-5],
    ] as const) {
      const [wrote, read] = [samplesOf(blocks, kind), samplesOf(back, kind)];
      expect(read.tMs.length).toBe(wrote.tMs.length);
      expect(Math.max(...read.tMs.map((t, i) => Math.abs(t - wrote.tMs[i]!)))).toBeLessThan(0.00051);
      const off = read.values.map((value, i) => Math.abs(value - wrote.values[i]!));
      expect(Math.max(...off)).toBeLessThan(tolerance);
    }
  });

  it('of a walk without samples is its header', () => {
    expect(textOf(samplesCsv([], 0))).toBe('time,t_s\n');
  });
});

describe('events as CSV', () => {
  it('has what was found and what was marked in order of time, and no cell that a spreadsheet would run', () => {
    const { walk, detections, marks, corrections } = recordedWalk();
    const { events, gaps } = detections[0]!;
    const lines = eventsCsv(walk, ownersEvents(events, corrections), gaps, marks).split('\n');
    expect(lines[0]).toBe(
      'walk_id,time,start_s,end_s,kind,level,peak_n,mean_n,confidence,text,owner,known_s,pulled_by,pulled_by_confidence',
    );
    expect(lines[1]).toContain(',0.9,0.9,mark moment,');
    expect(lines[2]).toContain(',2,5,freeze,,,,0.9,,confirmed');
    expect(lines[3]).toContain(`,2.5,2.5,mark note,,,,,"'=1+1, ""a dog""`);
    expect(lines.at(-3)).toContain(',3,3,mark button,');
    expect(lines.at(-2)).toContain(',6,7.5,tension,pull,6.24,5,0.9,,,6.5,,');
    const pulled = events.flatMap((event) =>
      event.kind === 'tension'
        ? [{ ...event, puller: { who: 'hand' as const, confidence: 0.8642, knownMs: 6_800, evidence: [] } }]
        : [],
    );
    const [, pull] = eventsCsv(walk, ownersEvents(pulled, []), [], []).split('\n');
    expect(pull).toContain(',6.5,hand,0.864');
  });
});

describe('the table of walks', () => {
  it('leaves a cell empty where nothing is known', () => {
    const { walk, detections } = recordedWalk(600_000);
    const [head, first, second] = walksCsv([
      {
        walk: { ...walk, review: { stress: 2, foodTaken: null, note: '@home' } },
        summary: detections[0]!.summary,
      },
      { walk: exampleWalk(), summary: null },
    ])
      .split('\n')
      .map((line) => line.split(','));
    const cell = (row: string[], name: string) => row[head!.indexOf(name)];
    expect(cell(first!, 'duration_s')).toBe('600');
    expect(cell(first!, 'stress_0_5')).toBe('2');
    expect(cell(first!, 'food_taken')).toBe('');
    expect(cell(first!, 'note')).toBe("'@home");
    expect(cell(second!, 'duration_s')).toBe('');
    expect(cell(second!, 'slack_share')).toBe('');
    expect(first!.length).toBe(head!.length);
  });
});

describe('a ZIP of files', () => {
  it('is opened by another program’s reader', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    async function* files() {
      yield {
        name: 'a/long.csv',
        changedAtMs: 1_750_000_000_000,
        parts: [bytes('1,2\n'.repeat(9_000)), bytes('3,4\n')],
      };
      yield { name: 'b.csv', changedAtMs: 1_750_000_000_000, parts: [] };
    }
    const parts: Uint8Array[] = [];
    for await (const part of zipFiles(files())) parts.push(part);
    const whole = Buffer.concat(parts);
    expect(whole.length).toBeLessThan(1_000);
    const back = unzipSync(whole);
    expect(strFromU8(back['a/long.csv']!)).toBe(`${'1,2\n'.repeat(9_000)}3,4\n`);
    expect(back['b.csv']!.length).toBe(0);
  });
});

describe('names of files', () => {
  it('hold on any system, whatever the cat is called', () => {
    const startedAtMs = Date.UTC(2026, 2, 14, 16, 5);
    const named = (catName: string) => walkFileName(exampleWalk({ startedAtMs, catName }), 'samples.csv');
    expect(named('Mina')).toBe('catpace-2026-03-14-1605-Mina-samples.csv');
    expect(named('../../etc/passwd')).toBe('catpace-2026-03-14-1605-etc-passwd-samples.csv');
    expect(named('Frau “Ölçü” 🐈')).toBe('catpace-2026-03-14-1605-Frau-Ölçü-samples.csv');
    expect(named('')).toBe('catpace-2026-03-14-1605-samples.csv');
    expect(walksFileName(startedAtMs, 'walks.zip')).toBe('catpace-walks-2026-03-14.zip');
  });
});
