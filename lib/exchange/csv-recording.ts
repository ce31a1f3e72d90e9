import type { SampleBlock } from '../signal/sample-block';
import { STANDARD_GRAVITY_MS2 } from '../units';
import { ExchangeError } from './exchange-error';
import type { FileFault } from './file-fault';

/** Samples gathered before a block goes out. */
const BLOCK_SAMPLES = 4_096;
const COMMA = 44;
const QUOTE = 34;
const LF = 10;
const CR = 13;
const BOM = '\uFEFF';
/** A header or cell longer than this is no recording; keeps memory flat on any input. */
const MAX_CELL_BYTES = 65_536;

const REQUIRED = ['t_ms', 'ax_g', 'ay_g', 'az_g'] as const;
const ACCELEROMETER = REQUIRED.slice(1);
const GYRO = ['gx_dps', 'gy_dps', 'gz_dps'] as const;
const TENSION = 'tension_n';
const COLUMNS = [...REQUIRED, ...GYRO, TENSION] as const;
/** Places in a row's values. */
const T = 0;
const ACCEL = 1;
const GYROSCOPE = 4;
const FORCE = 7;

/** Columns of Catpace's own export: the same quantities in SI units, and what makes ours of them. */
const SI_COLUMNS: ReadonlyMap<string, readonly [name: string, factor: number]> = new Map<
  string,
  readonly [name: string, factor: number]
>([
  ['t_s', ['t_ms', 1000]],
  ...['ax', 'ay', 'az'].map((axis) => [`${axis}_m_s2`, [`${axis}_g`, 1 / STANDARD_GRAVITY_MS2]] as const),
  ...['gx', 'gy', 'gz'].map((axis) => [`${axis}_rad_s`, [`${axis}_dps`, 180 / Math.PI]] as const),
]);

/** Spellings that programs write for "no number". */
const NO_NUMBER = /^[+-]?(nan|inf|infinity)$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A recording as CSV, bytes in, sample blocks out, in any cutting of the bytes.
 *
 * The header names `t_ms`, then `ax_g, ay_g, az_g` or `tension_n` or all of them, optionally `gx_dps, gy_dps, gz_dps`, in
 * any order; or their SI counterparts as Catpace exports them (`t_s`, `ax_m_s2` …, `gx_rad_s` …). Other columns are
 * ignored. Cells may be quoted (RFC 4180), lines end in LF, CRLF or CR, a byte order mark is skipped, empty
 * lines too. An empty cell, NaN or an infinity is a missing sample. Errors: `ExchangeError` with the line, for missing columns, a
 * missing cell, text for a number, or time that runs backwards. Equal times are no error: coarse clocks give them.
 */
export class CsvRecordingReader {
  /** Its times count from anywhere. */
  readonly startedAtMs = null;
  private line = 1;
  private rowLine = 1;
  /** Column of each known name, by place; −1 where the header does not name it. Null until the header has been read. */
  private places: Int8Array | null = null;
  private lastColumn = -1;
  /** What each column is multiplied by. */
  private factors = new Float64Array(0);
  private readonly header: string[] = [];

  private column = 0;
  private quoted = false;
  private quotePending = false;
  private afterCR = false;
  private rowHasText = false;
  private readonly cell = new Uint8Array(MAX_CELL_BYTES);
  private cellLength = 0;
  private cellWasQuoted = false;
  private readonly row = new Float64Array(COLUMNS.length).fill(NaN);
  private filled = 0;
  private newestMs = -Infinity;

  private readonly accel = new BlockBuilder('accel', 3);
  private readonly gyro = new BlockBuilder('gyro', 3);
  private readonly tension = new BlockBuilder('tension', 1);

  /** Reads on. Returns the blocks that became full. @throws ExchangeError */
  push(bytes: Uint8Array): SampleBlock[] {
    const out: SampleBlock[] = [];
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (this.quoted) {
        if (byte === QUOTE) {
          this.quoted = false;
          this.quotePending = true;
        } else {
          if (byte === LF) this.line++;
          this.keep(byte);
        }
        continue;
      }
      if (byte === COMMA) this.endCell();
      else if (byte === LF) {
        if (this.afterCR) this.afterCR = false;
        else this.endRow(out);
        continue;
      } else if (byte === CR) {
        this.endRow(out);
        this.afterCR = true;
        continue;
      } else if (byte === QUOTE && (this.cellLength === 0 || this.quotePending)) {
        // A doubled quote inside a quoted cell stands for one.
        if (this.quotePending) this.keep(byte);
        this.quotePending = false;
        this.quoted = true;
        this.cellWasQuoted = true;
        this.rowHasText = true;
      } else {
        this.quotePending = false;
        this.keep(byte);
      }
      this.afterCR = false;
    }
    return out;
  }

  /** The end of the file: the last line needs no line end. Returns what is left. @throws ExchangeError */
  finish(): SampleBlock[] {
    const out: SampleBlock[] = [];
    if (this.quoted) throw faultAt(this.rowLine, { code: 'open-quote' });
    if (this.rowHasText) this.endRow(out);
    if (!this.places) throw new ExchangeError([], { code: 'empty-file' });
    for (const builder of [this.accel, this.gyro, this.tension])
      if (builder.length > 0) out.push(builder.take());
    return out;
  }

  /** Columns named by the header beyond the required ones. */
  get has(): { gyro: boolean; tension: boolean } {
    const found = (place: number): boolean => this.places !== null && this.places.indexOf(place) >= 0;
    return { gyro: found(GYROSCOPE), tension: found(FORCE) };
  }

  private keep(byte: number): void {
    this.rowHasText = true;
    if (this.places && (this.column > this.lastColumn || this.places[this.column]! < 0)) return;
    if (this.cellLength === MAX_CELL_BYTES)
      throw faultAt(this.line, { code: 'cell-too-long', mostKib: MAX_CELL_BYTES / 1024 });
    this.cell[this.cellLength++] = byte;
  }

  private endCell(): void {
    this.rowHasText = true;
    if (!this.places) this.header.push(this.text());
    else if (this.column <= this.lastColumn) {
      const place = this.places[this.column]!;
      if (place >= 0) {
        this.row[place] = this.number(place) * this.factors[this.column]!;
        this.filled++;
      }
    }
    this.column++;
    this.cellLength = 0;
    this.cellWasQuoted = false;
    this.quotePending = false;
  }

  private endRow(out: SampleBlock[]): void {
    if (this.rowHasText) {
      this.endCell();
      if (this.places) this.takeRow(out);
      else this.readHeader();
    }
    this.column = 0;
    this.filled = 0;
    this.rowHasText = false;
    this.line++;
    this.rowLine = this.line;
  }

  private readHeader(): void {
    const own = this.header.map((name, i) => (i === 0 && name.startsWith(BOM) ? name.slice(1) : name).trim());
    const names = own.map((name) => SI_COLUMNS.get(name)?.[0] ?? name);
    this.factors = Float64Array.from(own, (name) => SI_COLUMNS.get(name)?.[1] ?? 1);
    const isLeadAlone = names.includes(TENSION) && !ACCELEROMETER.some((name) => names.includes(name));
    const missing = (isLeadAlone ? REQUIRED.slice(0, 1) : REQUIRED).filter((name) => !names.includes(name));
    if (missing.length > 0) throw faultAt(this.rowLine, { code: 'no-column', names: missing });
    const twice = COLUMNS.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
    if (twice) throw faultAt(this.rowLine, { code: 'column-twice', name: twice });
    const gyroscope = GYRO.every((name) => names.includes(name));
    this.lastColumn = -1;
    this.places = new Int8Array(names.length).fill(-1);
    for (const [column, name] of names.entries()) {
      const place = (COLUMNS as readonly string[]).indexOf(name);
      if (place < 0 || (place >= GYROSCOPE && place < FORCE && !gyroscope)) continue;
      this.places[column] = place;
      this.lastColumn = column;
    }
  }

  private takeRow(out: SampleBlock[]): void {
    if (this.column <= this.lastColumn) throw faultAt(this.rowLine, { code: 'row-ends', cells: this.column });
    const { row } = this;
    const t = row[T]!;
    if (!Number.isFinite(t)) throw faultAt(this.rowLine, { code: 'no-time' });
    if (t < this.newestMs) throw faultAt(this.rowLine, { code: 'time-back' });
    this.newestMs = t;
    if (this.accel.add(t, row, ACCEL)) out.push(this.accel.take());
    if (this.gyro.add(t, row, GYROSCOPE)) out.push(this.gyro.take());
    if (this.tension.add(t, row, FORCE)) out.push(this.tension.take());
  }

  private text(): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.cell.subarray(0, this.cellLength));
  }

  /** The cell as a number: NaN for a missing one. */
  private number(place: number): number {
    const fast = this.cellWasQuoted ? NaN : this.plainDecimal();
    if (fast === fast) return fast;
    const text = this.text().trim();
    if (text === '' || NO_NUMBER.test(text)) return NaN;
    if (NUMBER.test(text)) {
      const value = Number(text);
      return Number.isFinite(value) ? value : NaN;
    }
    throw faultAt(this.line, {
      code: 'no-number-in',
      name: COLUMNS[place]!,
      value: JSON.stringify(text.slice(0, 40)),
    });
  }

  /** Digits with a sign and a point, exact up to 15 digits; NaN for anything else, which goes the long way. */
  private plainDecimal(): number {
    const { cell, cellLength } = this;
    let i = 0;
    let negative = false;
    if (cell[0] === 45) {
      negative = true;
      i = 1;
    }
    let mantissa = 0;
    let digits = 0;
    let decimals = -1;
    for (; i < cellLength; i++) {
      const digit = cell[i]! - 48;
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digits++;
        if (decimals >= 0) decimals++;
      } else if (digit === -2 && decimals < 0) decimals = 0;
      else return NaN;
    }
    if (digits === 0 || digits > 15) return NaN;
    const value = decimals > 0 ? mantissa / POWERS_OF_TEN[decimals]! : mantissa;
    return negative ? -value : value;
  }
}

/** Exact as doubles: a quotient of two exact numbers is rounded once, as by `Number`. */
const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, i) => 10 ** i);

/** Lines count from 1, the header's included. */
function faultAt(line: number, fault: FileFault): ExchangeError {
  return new ExchangeError([{ line }], fault);
}

/** Gathers samples of one stream. A row without a value of the stream adds nothing. */
class BlockBuilder {
  length = 0;
  private readonly kind: SampleBlock['kind'];
  private readonly width: number;
  private t = new Float64Array(BLOCK_SAMPLES);
  private values: Float32Array<ArrayBuffer>;

  constructor(kind: SampleBlock['kind'], width: number) {
    this.kind = kind;
    this.width = width;
    this.values = new Float32Array(BLOCK_SAMPLES * width);
  }

  /** True when the block is full. */
  add(tMs: number, row: Float64Array, from: number): boolean {
    let any = false;
    for (let k = 0; k < this.width; k++) if (!Number.isNaN(row[from + k]!)) any = true;
    if (!any) return false;
    this.t[this.length] = tMs;
    for (let k = 0; k < this.width; k++) this.values[this.length * this.width + k] = row[from + k]!;
    this.length++;
    return this.length === BLOCK_SAMPLES;
  }

  take(): SampleBlock {
    const block: SampleBlock = {
      kind: this.kind,
      tMs: this.t.slice(0, this.length),
      values: this.values.slice(0, this.length * this.width),
      clipped: 0,
    };
    this.length = 0;
    return block;
  }
}
