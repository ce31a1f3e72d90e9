import { linkQuality } from '../charts/link-quality';
import { buildPyramid, type MinMaxPyramid } from '../charts/min-max-pyramid';
import type { AxisSeries, ReplaySeries } from '../charts/replay-series';
import { bandsFor } from '../events/thresholds';
import { GAP_MS } from '../signal/gap';
import { MotionExtractor } from '../signal/motion-features';
import type { SampleBlock } from '../signal/sample-block';
import type { StreamKind } from '../tag/frame';
import type { Walk } from '../walk/walk';

/**
 * The traces of a walk from its samples, each stream as one block.
 * @param measuredMs length of a walk that still runs
 */
export function replaySeries(walk: Walk, streams: readonly SampleBlock[], measuredMs: number): ReplaySeries {
  const samplesOf = (kind: StreamKind): SampleBlock | null =>
    streams.find((each) => each.kind === kind) ?? null;
  const [accel, gyro, tension] = [samplesOf('accel'), samplesOf('gyro'), samplesOf('tension')];
  const durationMs = walk.durationMs ?? measuredMs;
  const rateOf = (kind: StreamKind): number =>
    walk.tags.flatMap(({ streams }) => streams).find((stream) => stream.kind === kind)?.rateHz ?? 0;
  const arrived = [
    { tMs: accel?.tMs, rateHz: rateOf('accel') },
    { tMs: gyro?.tMs, rateHz: rateOf('gyro') },
    { tMs: tension?.tMs, rateHz: rateOf('tension') },
  ];
  return {
    durationMs,
    tension: tension && buildPyramid(tension.tMs, tension.values, GAP_MS),
    motion: accel && bodyMotion(accel),
    accel: accel && axes(accel),
    gyro: gyro && axes(gyro),
    link: linkQuality(
      arrived.flatMap(({ tMs, rateHz }) => (tMs ? [{ tMs, rateHz }] : [])),
      durationMs,
    ),
    bandsN: bandsFor(walk.bodyKg),
    bodyKg: walk.bodyKg,
  };
}

/** Body motion as the detectors see it. */
function bodyMotion({ tMs: times, values }: SampleBlock): MinMaxPyramid {
  const tMs = new Float64Array(times.length);
  const motionG = new Float32Array(times.length);
  const extractor = new MotionExtractor('spread');
  let at = 0;
  for (let i = 0; i < times.length; i++) {
    const feature = extractor.push({
      tMs: times[i]!,
      x: values[3 * i]!,
      y: values[3 * i + 1]!,
      z: values[3 * i + 2]!,
    });
    // Nothing yet: the sample only added to the present group.
    if (feature === null) continue;
    tMs[at] = times[i]!;
    motionG[at++] = feature === 'missing' ? NaN : feature.sd1G;
  }
  return buildPyramid(tMs.subarray(0, at), motionG.subarray(0, at), GAP_MS);
}

function axes({ tMs, values }: SampleBlock): AxisSeries {
  let built: ReturnType<AxisSeries> | null = null;
  const axis = (k: number): MinMaxPyramid => {
    const own = new Float32Array(tMs.length);
    for (let i = 0; i < own.length; i++) own[i] = values[3 * i + k]!;
    return buildPyramid(tMs, own, GAP_MS);
  };
  return () => (built ??= [axis(0), axis(1), axis(2)]);
}
