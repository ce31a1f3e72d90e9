import { buildPyramid, firstAtOrAfter, type MinMaxPyramid } from './min-max-pyramid';

/** A stream's samples and how many a second it should bring. */
export interface ArrivedStream {
  tMs: Float64Array;
  rateHz: number;
}

const SECOND_MS = 1000;

/**
 * Share of the samples of each whole second that are here, 0–1: of several streams the lowest. A second without any sample
 * of any stream is a gap, not a zero. Null without a stream that names its rate.
 *
 * A stream counts from its first sample to its last, so that a tag that joined late is not held to have been lost.
 */
export function linkQuality(streams: readonly ArrivedStream[], durationMs: number): MinMaxPyramid | null {
  const counted = streams.filter(({ tMs, rateHz }) => rateHz > 0 && tMs.length > 0);
  const seconds = Math.floor(durationMs / SECOND_MS);
  if (counted.length === 0 || seconds === 0) return null;
  const tMs = Float64Array.from({ length: seconds }, (_, i) => (i + 0.5) * SECOND_MS);
  const share = new Float32Array(seconds).fill(NaN);
  const anything = new Uint8Array(seconds);
  for (const stream of counted) {
    const last = stream.tMs.at(-1)!;
    let at = firstAtOrAfter(stream.tMs, 0);
    for (let second = 0; second < seconds; second++) {
      const begin = at;
      const endMs = (second + 1) * SECOND_MS;
      while (at < stream.tMs.length && stream.tMs[at]! < endMs) at++;
      if (at > begin) anything[second] = 1;
      // The seconds in which it begins and ends are not whole.
      if (stream.tMs[0]! > endMs - SECOND_MS || last < endMs) continue;
      const arrived = Math.min(1, (at - begin) / Math.floor(stream.rateHz));
      share[second] = Number.isNaN(share[second]!) ? arrived : Math.min(share[second]!, arrived);
    }
  }
  for (let i = 0; i < seconds; i++) if (anything[i] === 0) share[i] = NaN;
  return buildPyramid(tMs, share, 1.5 * SECOND_MS);
}
