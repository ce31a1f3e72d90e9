// npm run -s analyse -- [--json] [--body-kg 4.5] FILE…
// The shipped pipeline over recordings: CSV, plain or gzipped. See `npm run -s analyse -- --help`.
import { createReadStream } from 'node:fs';
import { pipeline as connect } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { type Analysis, Pipeline } from '../lib/app/pipeline';
import { CsvRecordingReader } from '../lib/exchange/csv-recording';
import { ExchangeError } from '../lib/exchange/exchange-error';
import { ASSUMED_BODY_KG } from '../lib/units';

await import('./speak');
// Only now: the catalogue lies where the sentences look for it.
const { fileFaultWords } = await import('../lib/app/file-fault-words');

const USAGE = `Usage: npm run -s analyse -- [--json] [--body-kg ${ASSUMED_BODY_KG}] FILE…

Runs Catpace's detectors over recordings and prints a table, or with --json one line a file.
A recording is CSV (or CSV.gz) with a header naming t_ms, ax_g, ay_g, az_g, optionally gx_dps, gy_dps, gz_dps
and tension_n. Other columns are ignored. An empty cell is a missing sample.
  --json          one line of JSON a file
  --body-kg KG    body mass that tension is measured against; ${ASSUMED_BODY_KG} when not given
Exit code: 0, or 2 when a file could not be read (the others are analysed all the same).`;

/** Exit code for wrong use and for files that cannot be read. */
const EXIT_BAD_INPUT = 2;

/** One recording, read as a stream, so that its length does not matter. @throws ExchangeError, I/O errors */
async function analyseFile(file: string, bodyKg: number): Promise<Analysis> {
  const reader = new CsvRecordingReader();
  const pipeline = new Pipeline({ bodyKg });
  const take = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const bytes of source) for (const block of reader.push(bytes)) pipeline.push(block);
  };
  const input = createReadStream(file, { highWaterMark: 256 * 1024 });
  if (file.endsWith('.gz')) await connect(input, createGunzip({ chunkSize: 256 * 1024 }), take);
  else await connect(input, take);
  for (const block of reader.finish()) pipeline.push(block);
  return pipeline.finish();
}

function asJson(file: string, analysis: Analysis): string {
  const { startMs, endMs, activity, events, gaps, summary } = analysis;
  return JSON.stringify({
    file,
    durationMs: endMs - startMs,
    samples: summary.samples,
    gaps,
    activity,
    events,
    summary,
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof ExchangeError) return fileFaultWords(error.fault);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'a folder, not a file';
  if (code === 'Z_BUF_ERROR') return 'the gzip data end too early';
  if (code?.startsWith('Z_')) return `not gzip, or damaged (${message})`;
  return message;
}

/** ":12", as editors jump to it; empty where the fault is the whole file's. */
function lineOf(error: unknown): string {
  const [first] = error instanceof ExchangeError ? error.place : [];
  return typeof first === 'object' && 'line' in first ? `:${first.line}` : '';
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}

function row(cells: readonly (string | number)[], widths: readonly number[]): string {
  return cells
    .map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]!) : String(cell).padStart(widths[i]!)))
    .join('  ')
    .trimEnd();
}

const HEADINGS = 'file,s,moving s,still s,unknown s,gaps,freeze,rest,bolt,shake,drag,tension,max N'.split(
  ',',
);

function asCells(file: string, { activity: _, events, gaps, summary }: Analysis): (string | number)[] {
  const count = (kind: string): number => events.filter((event) => event.kind === kind).length;
  return [
    file,
    seconds(summary.durationMs),
    seconds(summary.movingMs),
    seconds(summary.stillMs),
    seconds(summary.unknownMs),
    gaps.length,
    ...['freeze', 'rest', 'bolt', 'shake', 'drag', 'tension'].map(count),
    summary.maxTensionN === null ? '–' : summary.maxTensionN.toFixed(1),
  ];
}

/** Waits for the reader of our output, so that a pipe does not pile lines up in memory. */
async function write(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`))
    await new Promise<void>((done) => process.stdout.once('drain', done));
}

async function main(): Promise<number> {
  let options;
  try {
    options = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        'body-kg': { type: 'string', default: String(ASSUMED_BODY_KG) },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return EXIT_BAD_INPUT;
  }
  const { values, positionals: files } = options;
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const bodyKg = Number(values['body-kg']);
  if (!(bodyKg > 0 && bodyKg < 1_000)) {
    console.error(`--body-kg wants a body mass in kilograms, not "${values['body-kg']}".`);
    return EXIT_BAD_INPUT;
  }
  if (files.length === 0) {
    console.error(USAGE);
    return EXIT_BAD_INPUT;
  }
  let failed = 0;
  const widths = HEADINGS.map((heading, i) =>
    i === 0 ? Math.max(...files.map((file) => file.length)) : Math.max(7, heading.length),
  );
  if (!values.json) await write(row(HEADINGS, widths));
  for (const file of files) {
    try {
      const analysis = await analyseFile(file, bodyKg);
      await write(values.json ? asJson(file, analysis) : row(asCells(file, analysis), widths));
    } catch (error) {
      failed++;
      console.error(`${file}${lineOf(error)}: ${reasonOf(error)}`);
    }
  }
  return failed > 0 ? EXIT_BAD_INPUT : 0;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output has gone (`| head`): nothing left to do.
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
process.exitCode = await main();
