import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { motionOf, STILL, WALK } from '../../support/synthetic-trace';

const ROOT = resolve(import.meta.dirname, '../../..');
const LOADER = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
const folder = mkdtempSync(join(tmpdir(), 'catpace-analyse-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function analyse(...args: string[]) {
  const run = spawnSync(process.execPath, ['--import', LOADER, join(ROOT, 'scripts/analyse.ts'), ...args], {
    encoding: 'utf8',
  });
  return { code: run.status, lines: run.stdout.trim().split('\n'), errors: run.stderr };
}

/** A walk with a freeze and a hole of 2 s, and a pull where tension is asked for. */
function walkCsv(withTension: boolean): string {
  const { tMs, values } = motionOf([
    { ms: 8_000, ...WALK },
    { ms: 6_000, ...STILL },
    { ms: 4_000, ...WALK },
    { ms: 2_000, hole: true },
    { ms: 4_000, ...WALK },
  ]);
  const rows = Array.from(tMs, (t, i) => {
    const axes = [...values.subarray(3 * i, 3 * i + 3)].map((value) => value.toFixed(4));
    return [t, ...axes, ...(withTension ? [t > 2_000 && t < 4_000 ? '12.5' : '0.1'] : []), 'any'].join(',');
  });
  return `${['t_ms', 'ax_g', 'ay_g', 'az_g', ...(withTension ? ['tension_n'] : []), 'label'].join(',')}\n${rows.join('\n')}\n`;
}

describe('npm run analyse', () => {
  it('prints one line of JSON a file, plain and gzipped alike', () => {
    const plain = file('walk.csv', walkCsv(true));
    const zipped = file('walk.csv.gz', gzipSync(walkCsv(true)));
    const { code, lines, errors } = analyse('--json', '--body-kg', '4', plain, zipped);
    expect(errors).toBe('');
    expect(code).toBe(0);
    const [a, b] = lines.map((line) => JSON.parse(line));
    expect(a.file).toBe(plain);
    expect({ ...b, file: plain }).toEqual(a);
    expect(a.durationMs).toBe(23_980);
    expect(a.samples).toMatchObject({ accel: 1_100, tension: 1_100 });
    expect(a.gaps).toEqual([{ startMs: 17_980, endMs: 20_000, streams: ['accel', 'tension'] }]);
    expect(a.events.map(({ kind }: { kind: string }) => kind)).toEqual(['tension', 'freeze']);
    expect(a.activity[0].startMs).toBe(0);
    expect(a.activity.at(-1).endMs).toBe(23_980);
    expect(a.summary).toMatchObject({ freezes: 1, pulls: 1 });
  });

  it('names file and line of what it cannot read, analyses the others, and ends with 2', () => {
    const good = file('good.csv', walkCsv(false));
    const bad = [
      file('columns.csv', 'time,x\n0,1\n'),
      file('text.csv', 't_ms,ax_g,ay_g,az_g\n0,0,0,1\n20,0,0,one\n'),
      file('backwards.csv', 't_ms,ax_g,ay_g,az_g\n40,0,0,1\n20,0,0,1\n'),
      file('cut.csv.gz', gzipSync(walkCsv(false)).subarray(0, 2_000)),
      file('plain.csv.gz', 'not gzip at all'),
      file('empty.csv', ''),
      join(folder, 'missing.csv'),
    ];
    const { code, lines, errors } = analyse('--json', ...bad, good);
    expect(code).toBe(2);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!).file).toBe(good);
    const said = errors.trim().split('\n');
    expect(said).toHaveLength(bad.length);
    expect(said[0]).toMatch(/columns\.csv:1: .*t_ms/);
    expect(said[1]).toMatch(/text\.csv:3: .*az_g.*"one"/);
    expect(said[2]).toMatch(/backwards\.csv:3: Its time is before the one above/);
    expect(said[3]).toMatch(/cut\.csv\.gz: the gzip data end too early/);
    expect(said[4]).toMatch(/plain\.csv\.gz: not gzip/);
    expect(said[5]).toMatch(/empty\.csv: The file is empty/);
    expect(said[6]).toMatch(/missing\.csv: no such file/);
  });

  it('prints a table without --json', () => {
    const { code, lines } = analyse(file('table.csv', walkCsv(false)));
    expect(code).toBe(0);
    // Every kind of event that the detectors tell of has its column.
    expect(lines[0]).toMatch(/^file .*freeze +rest +bolt +shake +drag +tension/);
    expect(lines[1]).toMatch(/table\.csv .* 24\.0/);
  });

  it.each([[['--body-kg', 'heavy']], [['--nonsense']], [[]]])('explains itself: %j', (args) => {
    const { code, errors } = analyse(...args);
    expect(code).toBe(2);
    expect(errors.length).toBeGreaterThan(20);
  });
});
