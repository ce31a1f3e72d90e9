import type { SampleFrame, StreamFormat } from '../tag/frame';
import type { SampleBlock } from './sample-block';

/** Count that means "sample missing" on the wire (tag profile v1). */
const MISSING = -32768;
/** Counts at or beyond ±this were at the sensor's limit (tag profile v1). */
const CLIPPED = 32767;

/**
 * Counts of one frame as quantities on the walk's timeline.
 *
 * @param startMs walk time of the frame's first sample; sample i lies at startMs + i × 1000 / rate.
 * @returns values in g, N or °/s; NaN where the tag marked a value missing. A tuple that was cut short is left out.
 */
export function unpack(frame: SampleFrame, format: StreamFormat, startMs: number): SampleBlock {
  const { counts, kind } = frame;
  const width = kind === 'tension' ? 1 : 3;
  const n = Math.floor(counts.length / width);
  const periodMs = 1000 / format.rateHz;
  const tMs = new Float64Array(n);
  const values = new Float32Array(n * width);
  let clipped = 0;
  for (let i = 0, at = 0; i < n; i++) {
    tMs[i] = startMs + i * periodMs;
    let atLimit = false;
    for (const end = at + width; at < end; at++) {
      const count = counts[at]!;
      if (count === MISSING) values[at] = NaN;
      else {
        values[at] = count * format.unitPerCount;
        if (count >= CLIPPED || count <= -CLIPPED) atLimit = true;
      }
    }
    if (atLimit) clipped++;
  }
  return { kind, tMs, values, clipped };
}
