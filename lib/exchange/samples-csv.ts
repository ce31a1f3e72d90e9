import type { SampleBlock } from '../signal/sample-block';
import type { StreamKind } from '../tag/frame';
import { STANDARD_GRAVITY_MS2 } from '../units';
import { ByteWriter } from './byte-writer';
import { samplesOf, type StreamSamples } from './stream-samples';

const COMMA = 44;
const LF = 10;

interface Columns {
  kind: StreamKind;
  names: readonly string[];
  /** SI unit per unit of a sample block. */
  si: number;
  /** Digits after the point: finer than any tag's count. */
  decimals: number;
}

/** Columns of each stream, in the order of the file. Documented in docs/exchange.md. */
export const SAMPLE_COLUMNS: readonly Columns[] = [
  { kind: 'accel', names: ['ax_m_s2', 'ay_m_s2', 'az_m_s2'], si: STANDARD_GRAVITY_MS2, decimals: 5 },
  { kind: 'gyro', names: ['gx_rad_s', 'gy_rad_s', 'gz_rad_s'], si: Math.PI / 180, decimals: 6 },
  { kind: 'tension', names: ['tension_n'], si: 1, decimals: 4 },
];
/** t_s counts µs. */
const TIME_DECIMALS = 6;

/**
 * All samples of a walk as CSV (RFC 4180, UTF-8, LF): time as ISO 8601, seconds since the start, then SI units. A row
 * for each moment that any stream was sampled at; cells of the others, and samples that are missing, are empty. Bytes
 * come in parts.
 *
 * @param blocks of one walk, each stream in order of time
 * @param startedAtMs wall time of tMs 0, epoch ms
 */
export function* samplesCsv(
  blocks: readonly SampleBlock[],
  startedAtMs: number,
): Generator<Uint8Array<ArrayBuffer>> {
  const streams = SAMPLE_COLUMNS.map((columns) => ({
    ...columns,
    ...samplesOf(blocks, columns.kind),
    at: 0,
  })).filter(({ tMs }) => tMs.length > 0);
  const names = ['time', 't_s', ...streams.flatMap((stream) => stream.names)];
  yield new TextEncoder().encode(`${names.join(',')}\n`);
  const writer = new ByteWriter();
  for (;;) {
    let t = Infinity;
    for (const stream of streams) t = Math.min(t, nextMs(stream));
    if (t === Infinity) break;
    writer.isoTime(startedAtMs + t);
    writer.byte(COMMA);
    writer.fixed(t / 1000, TIME_DECIMALS);
    for (const stream of streams) {
      const width = stream.names.length;
      const isNow = nextMs(stream) === t;
      for (let k = 0; k < width; k++) {
        writer.byte(COMMA);
        if (isNow) writer.fixed(stream.values[stream.at * width + k]! * stream.si, stream.decimals);
      }
      if (isNow) stream.at++;
    }
    writer.byte(LF);
    if (writer.isFull) yield writer.take();
  }
  yield writer.take();
}

function nextMs({ tMs, at }: StreamSamples & { at: number }): number {
  return at < tMs.length ? tMs[at]! : Infinity;
}
