import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../lib/tag/catpace/config';
import { decodeNotification } from '../../../../lib/tag/catpace/frames';
import { writeScript } from '../../../../lib/tag/demo/cat-script';
import { packNotifications } from '../../../../lib/tag/demo/pack-notifications';
import { type RawSample, sampleCat } from '../../../../lib/tag/demo/sample-cat';

const config = { ...DEFAULT_CONFIG, streams: { accel: true, tension: true, gyro: true } };
const samples: RawSample[] = [...sampleCat(writeScript(2, 12_000), 2, config, { zeroN: 0, readingN: 0 })];

describe.each([20, 50, 128, 244])('packNotifications for %d bytes', (payloadBytes) => {
  const notifications = [...packNotifications(samples, config, payloadBytes, 7)];
  const frames = notifications.flatMap((one) => one.frames);

  it('sends bytes that decode to the frames, and never more than fit', () => {
    for (const { bytes, frames: sent } of notifications) {
      expect(bytes.length).toBeLessThanOrEqual(payloadBytes);
      expect(decodeNotification(new DataView(bytes.buffer))).toEqual({
        frames: sent,
        fault: null,
        probeBytes: null,
      });
    }
  });

  it('numbers the frames one by one', () => {
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, i) => 7 + i));
  });

  it('sends every sample once, in order', () => {
    for (const kind of ['accel', 'tension', 'gyro'] as const) {
      const sent = frames.filter((frame) => frame.kind === kind).flatMap((frame) => [...frame.counts]);
      expect(sent).toEqual([
        ...Int16Array.from(
          samples.filter((sample) => sample.kind === kind).flatMap((sample) => sample.counts),
        ),
      ]);
    }
  });

  it('lets no sample wait much longer than the flush time', () => {
    for (const { sentMs, frames: sent } of notifications)
      for (const { tMs } of sent) expect(sentMs - tMs).toBeLessThanOrEqual(config.flushMs + 21);
  });
});

describe('packNotifications', () => {
  it('needs about as many notifications as the profile reckons with: 38, 12 and 5 a second', () => {
    const streams = { accel: true, tension: true, gyro: false };
    const motionAndPull = samples.filter(({ kind }) => kind !== 'gyro');
    const perSecond = (payloadBytes: number): number =>
      [...packNotifications(motionAndPull, { ...config, streams }, payloadBytes)].length / 12;
    expect(perSecond(20)).toBeLessThan(40);
    expect(perSecond(50)).toBeLessThan(16);
    expect(perSecond(244)).toBeLessThan(5.5);
  });
});
