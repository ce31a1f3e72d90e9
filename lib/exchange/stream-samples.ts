import type { SampleBlock } from '../signal/sample-block';
import type { StreamKind } from '../tag/frame';

/** All samples of one stream in one piece: n times in ms, n × width values in g, N or °/s. */
export interface StreamSamples {
  tMs: Float64Array<ArrayBuffer>;
  values: Float32Array<ArrayBuffer>;
}

/** The samples of one stream out of a walk's blocks, in their order. */
export function samplesOf(blocks: readonly SampleBlock[], kind: StreamKind): StreamSamples {
  const own = blocks.filter((block) => block.kind === kind);
  const tMs = new Float64Array(own.reduce((sum, block) => sum + block.tMs.length, 0));
  const values = new Float32Array(own.reduce((sum, block) => sum + block.values.length, 0));
  let n = 0;
  let m = 0;
  for (const block of own) {
    tMs.set(block.tMs, n);
    values.set(block.values, m);
    n += block.tMs.length;
    m += block.values.length;
  }
  return { tMs, values };
}
