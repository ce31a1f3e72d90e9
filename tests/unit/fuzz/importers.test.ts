import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { writeBackup } from '../../../lib/app/backup';
import { readFile, type FoundInFile } from '../../../lib/app/read-file';
import { BackupReader } from '../../../lib/exchange/backup-file';
import { ExchangeError } from '../../../lib/exchange/exchange-error';
import { samplesCsv } from '../../../lib/exchange/samples-csv';
import { walkParquet } from '../../../lib/exchange/walk-parquet';
import { walksJson } from '../../../lib/exchange/walks-json';
import { addWholeWalks } from '../../../lib/store/whole-walks';
import { readPlanFile, planFileText } from '../../../lib/training/plan-file';
import { DEFAULT_PLAN } from '../../../lib/training/plan';
import { freshDatabase } from '../../support/fresh-database';
import { exampleCat } from '../../support/example-walk';
import { blocksOf, recordedWalk } from '../../support/recorded-walk';

/** Files of each kind: in the ordinary tests, and with `npm run fuzz`. */
const CASES = process.env.CATPACE_FUZZ ? 40_000 : 300;

const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function joined(parts: Iterable<Uint8Array>): Uint8Array {
  return Uint8Array.from([...parts].flatMap((part) => [...part]));
}

const recorded = recordedWalk(1_000);
const FILES: [kind: string, bytes: Uint8Array][] = [
  ['a recording as CSV', joined(samplesCsv(blocksOf(recorded), recorded.walk.startedAtMs))],
  ['a Progressor app’s CSV', textBytes('time,weight\n0,1.5\n12,1.75\n25,2\n')],
  [
    'a Grip Connect CSV',
    textBytes(
      '"1750000000000","1.5","1.5","1.5","1.5","0","80","1"\n"1750000000100","2.5","2.5","2","1.5","100000","80","2"\n',
    ),
  ],
  ['walks as JSON', textBytes([...walksJson({ cats: [exampleCat()], walks: [recorded] })].join(''))],
  ['a walk as Parquet', new Uint8Array(walkParquet(recorded))],
];

/** What breaks programs that read text: put in where the file has a word of its own. */
const HOSTILE = [
  '__proto__',
  'constructor',
  'NaN',
  '1e999',
  '-0',
  '\u0000',
  '\ud800',
  '"',
  ',',
  '{',
  ']',
  '\r\n',
  '9'.repeat(400),
];

const damage = fc.record({
  changes: fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { maxLength: 4 }),
  insert: fc.option(fc.record({ at: fc.nat(), text: fc.constantFrom(...HOSTILE) })),
  drop: fc.option(fc.record({ at: fc.nat(), length: fc.integer({ min: 1, max: 40 }) })),
  keep: fc.option(fc.nat(), { freq: 3 }),
});

function damaged(
  bytes: Uint8Array,
  { changes, insert, drop, keep }: typeof damage extends fc.Arbitrary<infer T> ? T : never,
) {
  let all = [...bytes];
  for (const { at, byte } of changes) all[at % all.length] = byte;
  if (drop) all.splice(drop.at % all.length, drop.length);
  if (insert) all.splice(insert.at % (all.length + 1), 0, ...textBytes(insert.text));
  if (keep !== null) all = all.slice(0, keep % (all.length + 1));
  return Uint8Array.from(all);
}

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function readBackup(bytes: Uint8Array): Promise<void> {
  const reader = new BackupReader((text) => Promise.resolve(sumOf(text)));
  await reader.push(bytes);
  await reader.finish();
}

/** A backup whose check sums are true of what its parts hold now: the damage gets as far as the records. */
function resummed(bytes: Uint8Array): Uint8Array {
  const sums: string[] = [];
  const lines = new TextDecoder().decode(bytes).split('\n');
  const mended = lines.map((line) => {
    const part = /^(\{"part":"\w+","sha256":")[0-9a-f]{64}(","records":)(.*)\}$/.exec(line);
    if (part) {
      const sum = sumOf(part[3]!);
      sums.push(sum);
      return `${part[1]}${sum}${part[2]}${part[3]}}`;
    }
    return line.startsWith('{"end"')
      ? JSON.stringify({ end: sums.length, sha256: sumOf(sums.join('')) })
      : line;
  });
  return textBytes(mended.join('\n'));
}

describe('a file that is damaged anywhere', () => {
  const ends = { read: 0, refused: 0 };

  it.each(FILES)(
    '%s: is read, or refused with its reason',
    async (_kind, bytes) => {
      const whole: FoundInFile = await readFile(new Blob([bytes as Uint8Array<ArrayBuffer>]), () => {});
      expect(whole.kind).not.toBe('backup');
      await fc.assert(
        fc.asyncProperty(damage, async (how) => {
          try {
            await readFile(new Blob([damaged(bytes, how)]), () => {});
            ends.read++;
          } catch (error) {
            expect(error).toBeInstanceOf(ExchangeError);
            ends.refused++;
          }
          expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
          expect(Object.keys(Object.prototype)).toEqual([]);
        }),
        { numRuns: CASES },
      );
    },
    1_200_000,
  );

  it('a backup: is read, or refused with its reason, also where its check sums are true', async () => {
    const { database } = freshDatabase();
    await addWholeWalks(database, [recorded], [exampleCat()]);
    const { content } = await writeBackup(database, recorded.walk.startedAtMs, () => {});
    const bytes = new Uint8Array(gunzipSync(await content.arrayBuffer()));
    await readBackup(bytes);
    const found = { read: 0, refused: 0 };
    // One letter of a name: with a true check sum it is another name.
    const renamed = {
      changes: [{ at: Buffer.from(bytes).indexOf(recorded.walk.catName), byte: 0x58 }],
      insert: null,
      drop: null,
      keep: null,
    };
    expect(renamed.changes[0]!.at).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), async (how, isResummed) => {
        const bad = damaged(bytes, how);
        try {
          await readBackup(isResummed ? resummed(bad) : bad);
          found.read++;
        } catch (error) {
          expect(error).toBeInstanceOf(ExchangeError);
          found.refused++;
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      {
        numRuns: CASES,
        examples: [
          [renamed, true],
          [renamed, false],
        ],
      },
    );
    expect(Math.min(found.read, found.refused)).toBeGreaterThan(0);
  }, 1_200_000);

  it('a plan: is read, or refused with the place of each fault', () => {
    const bytes = textBytes(planFileText(DEFAULT_PLAN));
    fc.assert(
      fc.property(damage, (how) => {
        const text = new TextDecoder().decode(damaged(bytes, how));
        const read = readPlanFile(text);
        if (read.plan) expect(read.plan.steps.length).toBeGreaterThan(0);
        else expect(read.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: CASES },
    );
  }, 1_200_000);

  afterAll(() => expect(Math.min(ends.read, ends.refused)).toBeGreaterThan(0));
});
