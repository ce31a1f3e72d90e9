import { describe, expect, it, vi } from 'vitest';
import { PROGRESSOR } from '../../../../lib/tag/progressor/driver';
import { PROGRESSOR_SERVICE } from '../../../../lib/tag/progressor/profile';
import { passTimeUntil } from '../../../support/fake-time';
import { ProgressorFirmware, type ProgressorOptions } from '../../../support/families/progressor-firmware';
import { rampSource } from '../../../support/virtual-tag/sample-source';
import { useFakeRadio, WalkingFamily } from '../../../support/walking-family';

const gauge = (options: ProgressorOptions = {}, without: string[] = []) =>
  new WalkingFamily(
    PROGRESSOR,
    (nowMs) => new ProgressorFirmware(rampSource(3_600_000), nowMs, options),
    without,
  );

describe('a Progressor', () => {
  useFakeRadio();

  it('brings each sample with its value and its own time', async () => {
    const walk = gauge();
    await walk.goLive();
    await vi.advanceTimersByTimeAsync(5_000);
    const { felt } = walk.device.firmware;
    const read = walk.samples('tension');
    expect(read.length).toBeGreaterThan(300);
    read.forEach(({ tMs, values }, i) => {
      expect(Math.abs(values[0]! - felt[i]!.values[0]!)).toBeLessThanOrEqual(0.03 + 1e-6);
      expect(Math.abs(tMs - read[0]!.tMs - (felt[i]!.atMs - felt[0]!.atMs))).toBeLessThanOrEqual(2.5);
    });
  });

  it('says what it is: firmware, battery, tension alone', async () => {
    const walk = gauge();
    await walk.connect();
    expect(walk.tag.info).toMatchObject({
      family: 'progressor',
      firmware: '1.2.3',
      capabilities: { tension: true, accel: false, log: false },
    });
    expect(walk.batteries).toEqual([70]);
  });

  it('goes on where its u32 of microseconds wraps', async () => {
    const walk = gauge({ firstMicros: 2 ** 32 - 3_000_000 });
    await walk.goLive();
    await vi.advanceTimersByTimeAsync(8_000);
    const times = walk.samples('tension').map(({ tMs }) => tMs);
    expect(times[0]).toBeGreaterThan(4_290_000);
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(7_500);
    times.slice(1).forEach((tMs, i) => expect(tMs - times[i]!).toBeLessThan(16));
    expect(walk.counts!.missingFrames).toBe(0);
  });

  it('never writes anything but its five commands, one at a time', async () => {
    const walk = gauge();
    await walk.goLive();
    await passTimeUntil(Promise.all([walk.tag.tare(), walk.tag.tare()]));
    await passTimeUntil(walk.tag.stop());
    const sent = walk.device.firmware.written.map(({ bytes }) => [...bytes]);
    expect(sent).toEqual([[0x66], [0x6b], [0x6f], [0x65], [0x64], [0x64], [0x66]]);
    expect(walk.device.mostOperationsAtOnce).toBe(1);
  });

  it('is tared at rest as well: it measures for a moment, and nothing of that is the walk’s', async () => {
    const walk = gauge();
    await walk.connect();
    const removedN = await passTimeUntil(walk.tag.tare());
    expect(removedN).toBeGreaterThan(0);
    expect(walk.arrivals).toEqual([]);
    expect(walk.device.firmware.written.slice(-3).map(({ bytes }) => bytes[0])).toEqual([0x65, 0x64, 0x66]);
  });

  it('puts up with a clone that does not answer', async () => {
    const walk = gauge({ batteryMilliV: null });
    await walk.goLive();
    expect(walk.batteries).toEqual([null]);
  });

  it('puts up with a gauge that has no control and measures unasked', async () => {
    const walk = gauge({ hasControl: false, rateHz: 10 });
    await walk.connect();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(walk.arrivals).toEqual([]);
    expect(walk.counts!.notifications).toBeGreaterThan(20);
    await passTimeUntil(walk.tag.start());
    await walk.until('live');
    await vi.advanceTimersByTimeAsync(2_000);
    const times = walk.samples('tension').map(({ tMs }) => tMs);
    times.slice(1).forEach((tMs, i) => expect(tMs - times[i]!).toBe(100));
    expect(await walk.codeOf(walk.tag.tare())).toBe('not-available');
    expect(walk.counts!.missingFrames).toBe(0);
  });

  it('notes an empty battery', async () => {
    const walk = gauge();
    await walk.goLive();
    walk.device.firmware.warn();
    await vi.advanceTimersByTimeAsync(100);
    expect(walk.batteries).toEqual([70, 0]);
    const notes = walk.arrivals.flatMap(({ frames }) => frames).filter(({ kind }) => kind === 'note');
    expect(notes).toMatchObject([{ code: 'low-battery' }]);
  });

  it('counts what the radio loses, by the gauge’s own time', async () => {
    const walk = gauge();
    await walk.goLive();
    await vi.advanceTimersByTimeAsync(2_000);
    let sent = 0;
    walk.device.air = (notified) => ((sent += 1) % 10 === 5 ? [] : [notified]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(walk.counts!.missingFrames).toBe(Math.floor((sent + 5) / 10));
  });

  it('takes the measurement up again after a loss: as another boot, because its time begins anew', async () => {
    const walk = gauge();
    await walk.goLive();
    const first = walk.tag.info!.bootId;
    walk.device.dropLink();
    await walk.until('reconnecting');
    await walk.until('live');
    expect(walk.links.slice(2)).toEqual(['live', 'reconnecting', 'preparing', 'live']);
    expect(walk.tag.info!.bootId).not.toBe(first);
    const { bootId, frames } = walk.arrivals.at(-1)!;
    expect(bootId).toBe(walk.tag.info!.bootId);
    expect(frames[0]).toMatchObject({ seq: 0, tMs: 13 });
  });

  it('finds a link dead that is silent without a word', async () => {
    const walk = gauge();
    await walk.goLive();
    walk.device.dropLink({ silently: true });
    await walk.until('silent');
    await walk.until('reconnecting');
  });

  it('is a wrong device without its data', async () => {
    const walk = gauge({}, [PROGRESSOR_SERVICE.data]);
    expect(await walk.codeOf(walk.tag.connect())).toBe('wrong-device');
  });
});
