import type { SampleBlock } from '../signal/sample-block';
import { STANDARD_GRAVITY_MS2 } from '../units';
import { ExchangeError } from './exchange-error';
import { LineReader } from './line-reader';

/** Newtons a pound of force (NIST SP 811, appendix B.8). */
const NEWTONS_A_POUND = 4.4482216152605;
/** No lead on a cat and no hand reaches this, N: such a value is another quantity. Ours. */
const MOST_N = 10_000;
/** Force below which nothing is sampled is no recording: fewer samples are none. */
const LEAST_SAMPLES = 2;

/**
 * Force over time as another program's CSV has it: read line by line, in any cutting of the bytes.
 * One that has been read is a block of tension in N, its times in ms from the first sample on.
 */
export abstract class ForceCsvReader {
  /** Wall time of the first sample, epoch ms; null where the file does not say. */
  startedAtMs: number | null = null;
  protected readonly tMs: number[] = [];
  protected readonly tensionN: number[] = [];
  private readonly lines = new LineReader((line, number) => this.takeLine(line, number));

  /** @throws ExchangeError */
  push(bytes: Uint8Array): SampleBlock[] {
    this.lines.push(bytes);
    return [];
  }

  /** @throws ExchangeError */
  finish(): SampleBlock[] {
    this.lines.finish();
    if (this.tMs.length < LEAST_SAMPLES) throw new ExchangeError([], { code: 'no-samples' });
    const startMs = this.tMs[0]!;
    const tMs = Float64Array.from(this.tMs, (t) => t - startMs);
    return [{ kind: 'tension', tMs, values: Float32Array.from(this.tensionN), clipped: 0 }];
  }

  protected abstract takeLine(line: string, number: number): void;

  protected add(tMs: number, newtons: number, number: number): void {
    if (!Number.isFinite(tMs)) throw new ExchangeError([{ line: number }], { code: 'no-time' });
    if (!Number.isFinite(newtons)) throw new ExchangeError([{ line: number }], { code: 'no-force' });
    if (Math.abs(newtons) > MOST_N) throw new ExchangeError([{ line: number }], { code: 'too-strong' });
    if (tMs < (this.tMs.at(-1) ?? -Infinity))
      throw new ExchangeError([{ line: number }], { code: 'time-back' });
    this.tMs.push(tMs);
    this.tensionN.push(newtons);
  }
}

/**
 * Tindeq's Progressor app: `time,weight` in s and kg, in files of repeaters below nothing, in files of single tests below
 * two lines `date,tag,comment,unit,…`. The date is written year, day, month. Rows of averages at the end are left out.
 * Format as seen in exports of 2023.
 */
export class ProgressorCsvReader extends ForceCsvReader {
  private about: string[] | null = null;
  private inSamples = false;
  private isOver = false;
  private newtons = STANDARD_GRAVITY_MS2;

  protected takeLine(line: string, number: number): void {
    const cells = line.split(',').map((cell) => cell.trim());
    if (this.isOver || cells.every((cell) => cell === '')) return;
    if (cells[0] === 'time') this.inSamples = true;
    else if (this.inSamples) {
      const [time, weight] = cells as [string, string?];
      // Averages and peaks of each repetition follow the samples, each with a word before it.
      if (this.tMs.length > 0 && /^\p{L}/u.test(time)) this.isOver = true;
      else this.add(numberOf(time) * 1000, numberOf(weight) * this.newtons, number);
    } else if (!this.about) this.about = cells;
    else this.takeAbout(this.about, cells, number);
  }

  private takeAbout(names: readonly string[], cells: readonly string[], number: number): void {
    const unit = (cells[names.indexOf('unit')] ?? 'SI').toLowerCase();
    if (/^(imperial|us|lbs?)$/.test(unit)) this.newtons = NEWTONS_A_POUND;
    else if (!/^(si|metric|kg|)$/.test(unit))
      throw new ExchangeError([{ line: number }], { code: 'unknown-unit', unit: unit.slice(0, 20) });
    const date = /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})$/.exec(
      cells[names.indexOf('date')] ?? '',
    );
    if (!date) return;
    const [year, day, month, hour, minute, second] = date.slice(1).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    if (month < 1 || month > 12) return;
    this.startedAtMs = new Date(year, month - 1, day, hour, minute, second).getTime();
  }
}

/** Places of a row of Grip Connect's CSV. */
const TIMESTAMP = 0;
const CURRENT = 1;
const SAMPLE_INDEX = 5;
/** How far two clocks that tell of one recording may differ. */
const SAME_CLOCK = 0.2;

/**
 * Grip Connect's `download('csv')` (@hangtime/grip-connect 0.13): no header; epoch ms, force in kg, peak, mean, least,
 * index of the sample, battery, raw values. A Progressor's index is its own clock in µs, which is truer than the
 * arrival; others have none, and samples that arrived together are spread until the next arrival.
 */
export class GripConnectCsvReader extends ForceCsvReader {
  private readonly index: number[] = [];

  protected takeLine(line: string, number: number): void {
    const cells = line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1'));
    if (cells.length === 1 && cells[0] === '') return;
    if (cells.length <= SAMPLE_INDEX)
      throw new ExchangeError([{ line: number }], { code: 'row-ends', cells: cells.length });
    this.add(numberOf(cells[TIMESTAMP]), numberOf(cells[CURRENT]) * STANDARD_GRAVITY_MS2, number);
    this.index.push(numberOf(cells[SAMPLE_INDEX]));
  }

  override finish(): SampleBlock[] {
    const [block] = super.finish() as [SampleBlock];
    this.startedAtMs = this.tMs[0]!;
    return [{ ...block, tMs: this.deviceTimes() ?? spread(block.tMs) }];
  }

  /** The tag's own times, ms; null where the index is no clock. */
  private deviceTimes(): Float64Array | null {
    const { index, tMs } = this;
    const first = index[0]!;
    const spanMs = tMs.at(-1)! - tMs[0]!;
    const deviceMs = (index.at(-1)! - first) / 1000;
    if (!(spanMs > 0) || !(Math.abs(deviceMs / spanMs - 1) < SAME_CLOCK)) return null;
    for (let i = 1; i < index.length; i++) if (!(index[i]! >= index[i - 1]!)) return null;
    return Float64Array.from(index, (each) => (each - first) / 1000);
  }
}

/** Samples of equal time evenly until the next time. */
function spread(tMs: Float64Array): Float64Array {
  const out = Float64Array.from(tMs);
  let formerMs = 0;
  for (let from = 0; from < tMs.length;) {
    let to = from + 1;
    while (to < tMs.length && tMs[to] === tMs[from]) to++;
    const n = to - from;
    const lengthMs = to < tMs.length ? tMs[to]! - tMs[from]! : formerMs * n;
    // Over a break the samples keep the pace that they had before.
    const stepMs = formerMs > 0 ? Math.min(lengthMs / n, 2 * formerMs) : lengthMs / n;
    for (let i = 0; i < n; i++) out[from + i] = tMs[from]! + i * stepMs;
    formerMs = stepMs;
    from = to;
  }
  return out;
}

function numberOf(cell: string | undefined): number {
  return cell === undefined || cell.trim() === '' ? NaN : Number(cell);
}
