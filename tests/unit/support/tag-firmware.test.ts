import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, encodeConfig } from '../../../lib/tag/catpace/config';
import { decodeAnswer, encodeRequest, type ControlRequest } from '../../../lib/tag/catpace/control';
import { decodeNotification } from '../../../lib/tag/catpace/frames';
import { decodeStatus } from '../../../lib/tag/catpace/status';
import type { Frame } from '../../../lib/tag/frame';
import { rampSource, recordedSource } from '../../support/virtual-tag/sample-source';
import {
  DEFAULT_FIRMWARE,
  TagFirmware,
  type FirmwareOptions,
  type TagOutput,
} from '../../support/virtual-tag/tag-firmware';

const BOOTED_MS = 1000;

function tagWith(options: Partial<FirmwareOptions> = {}): TagFirmware {
  return new TagFirmware({ ...DEFAULT_FIRMWARE, source: rampSource(60_000), ...options }, BOOTED_MS);
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function framesOf(outputs: readonly TagOutput[]): Frame[] {
  return outputs
    .filter(({ on }) => on === 'data')
    .flatMap(({ bytes }) => {
      const { frames, fault } = decodeNotification(view(bytes));
      expect(fault).toBeNull();
      return frames;
    });
}

const answersOf = (outputs: readonly TagOutput[]) =>
  outputs.filter(({ on }) => on === 'control').map(({ bytes }) => decodeAnswer(view(bytes)));

describe('the virtual tag', () => {
  let tag: TagFirmware;
  const ask = (request: ControlRequest, nowMs: number): TagOutput[] =>
    tag.control(encodeRequest(request, 7), nowMs);
  const status = (nowMs: number) => decodeStatus(view(tag.readStatus(nowMs))).status!;

  beforeEach(() => {
    tag = tagWith();
  });

  it('sends nothing before it is started and every sample after it, in order', () => {
    expect(tag.advance(2000)).toEqual([]);
    expect(answersOf(ask({ op: 'start' }, 2000))).toMatchObject([{ op: 'start', txid: 7, status: 'done' }]);
    const frames = framesOf(tag.advance(4000));
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, index) => index));
    expect(tag.boots[0]!.samples).toEqual({ accel: 100, tension: 160, gyro: 0 });
    const accel = frames.filter(({ kind }) => kind === 'accel');
    expect(accel[0]!.tMs).toBe(1000);
    // Two samples in a 20-byte notification, 20 ms apart.
    expect(accel[1]!.tMs - accel[0]!.tMs).toBe(40);
  });

  it('sends the same frames whether time passes in one step or in many', () => {
    const other = tagWith();
    for (const each of [tag, other]) each.control(encodeRequest({ op: 'start' }, 1), 2000);
    const inOne = tag.advance(9000);
    const inMany = Array.from({ length: 700 }, (_, i) => other.advance(2000 + (i + 1) * 10)).flat();
    expect(inMany).toEqual(inOne);
  });

  it('fills notifications up to the payload and never beyond', () => {
    expect(answersOf(ask({ op: 'set-payload', payloadBytes: 400 }, 2000))).toMatchObject([
      { results: { payloadBytes: 244 } },
    ]);
    ask({ op: 'start' }, 2000);
    const outputs = tag.advance(3000);
    expect(outputs).toHaveLength(5);
    expect(outputs.map(({ bytes }) => bytes.length)).toEqual([108, 108, 108, 108, 108]);
    expect(status(3000).payloadBytes).toBe(244);
    expect(answersOf(ask({ op: 'set-payload', payloadBytes: 19 }, 3000))).toMatchObject([
      { status: 'value-refused' },
    ]);
  });

  it('removes what the load cell shows at rest, and says how much', () => {
    expect(answersOf(ask({ op: 'tare' }, 2000))).toMatchObject([{ results: { offsetMilliN: 360 } }]);
    expect(answersOf(ask({ op: 'tare' }, 2000))).toMatchObject([{ results: { offsetMilliN: 0 } }]);
    tag = tagWith({ source: recordedSource({}), capabilities: { ...DEFAULT_FIRMWARE.capabilities } });
    ask({ op: 'start' }, 2000);
    const before = framesOf(tag.advance(2500)).find(({ kind }) => kind === 'tension');
    expect(before).toMatchObject({ counts: Int16Array.from({ length: 6 }, () => 18) });
    ask({ op: 'tare' }, 2500);
    const after = framesOf(tag.advance(3500)).filter(({ kind }) => kind === 'tension');
    expect(after.at(-1)).toMatchObject({ counts: Int16Array.from({ length: 4 }, () => 0) });
  });

  it('refuses what it cannot do', () => {
    tag = tagWith({ capabilities: { accel: true, tension: false, gyro: false, log: false, button: false } });
    expect(tag.writeConfig(encodeConfig(DEFAULT_CONFIG))).toBe(false);
    const motionOnly = { ...DEFAULT_CONFIG, streams: { accel: true, tension: false, gyro: false } };
    expect(tag.writeConfig(encodeConfig(motionOnly))).toBe(true);
    expect(tag.writeConfig(encodeConfig({ ...motionOnly, accelHz: 51 }))).toBe(false);
    expect(tag.writeConfig(encodeConfig({ ...motionOnly, accelRangeG: 3 }))).toBe(false);
    expect(tag.writeConfig(new Uint8Array(11))).toBe(false);
    expect(tag.readConfig()).toEqual(encodeConfig(motionOnly));
    for (const op of ['tare', 'save-calibration'] as const)
      expect(answersOf(ask({ op }, 2000))).toMatchObject([{ status: 'not-available' }]);
    expect(answersOf(ask({ op: 'report-range', fromSeq: 0, toSeq: 1 }, 2000))).toMatchObject([
      { status: 'not-available' },
    ]);
    expect(answersOf(tag.control(Uint8Array.of(0x44, 9), 2000))).toMatchObject([
      { status: 'unknown-op', txid: 9 },
    ]);
    expect(answersOf(tag.control(Uint8Array.of(0x06, 9), 2000))).toMatchObject([{ status: 'bad-length' }]);
    expect(tag.control(Uint8Array.of(0x06), 2000)).toEqual([]);
  });

  it('keeps its format while it streams', () => {
    ask({ op: 'start' }, 2000);
    expect(tag.writeConfig(encodeConfig({ ...DEFAULT_CONFIG, accelHz: 100 }))).toBe(false);
    expect(tag.writeConfig(encodeConfig(DEFAULT_CONFIG))).toBe(true);
  });

  it('reports logged frames again, the same bytes, while live frames go on', () => {
    ask({ op: 'start' }, 2000);
    const live = framesOf(tag.advance(4000));
    const first = ask({ op: 'report-range', fromSeq: 10, toSeq: 19 }, 4000);
    const refused = ask({ op: 'tare' }, 4000);
    expect(answersOf(refused)).toMatchObject([{ op: 'tare', status: 'busy' }]);
    const outputs = [...first, ...refused, ...tag.advance(5000)];
    const frames = framesOf(outputs);
    expect(frames.filter(({ seq }) => seq < 20)).toEqual(live.slice(10, 20));
    expect(frames.some(({ seq }) => seq >= live.length)).toBe(true);
    expect(answersOf(outputs).at(-1)).toMatchObject({
      op: 'report-range',
      results: { sentFrames: 10, firstAvailableSeq: 0, lastSeq: 19 },
    });
  });

  it('stops a report when asked, and answers both', () => {
    ask({ op: 'start' }, 2000);
    tag.advance(20_000);
    ask({ op: 'report-range', fromSeq: 0, toSeq: 200 }, 20_000);
    expect(framesOf(tag.advance(20_000))).toHaveLength(1);
    expect(answersOf(ask({ op: 'abort-report' }, 20_000))).toMatchObject([
      { op: 'report-range', results: { sentFrames: 1, lastSeq: 0 } },
      { op: 'abort-report', status: 'done' },
    ]);
    expect(answersOf(tag.advance(20_100))).toEqual([]);
  });

  it('forgets the oldest frames when the log is full, and says so', () => {
    tag = tagWith({ logBytes: 2000 });
    ask({ op: 'start' }, 2000);
    const notes = framesOf(tag.advance(12_000)).filter(({ kind }) => kind === 'note');
    expect(notes).toMatchObject([{ code: 'log-overwritten' }]);
    const { firstSeq, nextSeq } = status(12_000);
    expect(firstSeq).toBeGreaterThan(0);
    ask({ op: 'stop' }, 12_000);
    const outputs = [
      ...ask({ op: 'report-range', fromSeq: 0, toSeq: nextSeq - 1 }, 12_000),
      ...tag.advance(60_000),
    ];
    expect(framesOf(outputs)[0]).toMatchObject({ seq: firstSeq });
    expect(answersOf(outputs)).toMatchObject([
      { results: { sentFrames: nextSeq - firstSeq, firstAvailableSeq: firstSeq, lastSeq: nextSeq - 1 } },
    ]);
  });

  it('forgets what was released', () => {
    ask({ op: 'start' }, 2000);
    tag.advance(4000);
    ask({ op: 'release', uptoSeq: 30 }, 4000);
    expect(status(4000).firstSeq).toBe(31);
  });

  it('wraps sequence numbers at 2^24', () => {
    const firstSeq = 2 ** 24 - 3;
    tag = tagWith({ firstSeq });
    ask({ op: 'start' }, 2000);
    const frames = framesOf(tag.advance(4000));
    expect(frames.slice(0, 5).map(({ seq }) => seq)).toEqual([firstSeq, firstSeq + 1, firstSeq + 2, 0, 1]);
    ask({ op: 'stop' }, 4000);
    const report = [
      ...ask({ op: 'report-range', fromSeq: firstSeq + 1, toSeq: 1 }, 4000),
      ...tag.advance(4200),
    ];
    expect(framesOf(report).slice(0, 4)).toEqual(frames.slice(1, 5));
  });

  it('starts seq and time over with a reboot, streams off', () => {
    ask({ op: 'start' }, 2000);
    tag.advance(4000);
    tag.reboot(5000);
    expect(status(5500)).toMatchObject({ bootId: 2, firstSeq: 0, nextSeq: 0, nowMs: 500, payloadBytes: 20 });
    expect(tag.advance(6000)).toEqual([]);
    ask({ op: 'start' }, 6000);
    expect(framesOf(tag.advance(7000))[0]).toMatchObject({ seq: 0, tMs: 1000 });
    expect(tag.boots.map(({ bootId }) => bootId)).toEqual([1, 2]);
  });

  it('marks samples of a broken sensor as missing', () => {
    tag.setFaults(['load-cell']);
    ask({ op: 'start' }, 2000);
    expect(answersOf(ask({ op: 'tare' }, 2000))).toMatchObject([{ status: 'sensor-fault' }]);
    const frames = framesOf(tag.advance(2500));
    const broken = frames.find(({ kind }) => kind === 'tension');
    expect(broken).toMatchObject({ counts: Int16Array.from({ length: 6 }, () => -32768) });
    expect(status(2500).faults).toEqual(['load-cell']);
  });

  it('notes its button, answers time sync, probes the payload', () => {
    expect(framesOf(tag.note('button', 2500))).toMatchObject([{ kind: 'note', code: 'button', tMs: 1500 }]);
    expect(answersOf(ask({ op: 'time-sync', unixMs: 1.7e12 }, 2500))).toMatchObject([
      { results: { deviceMs: 1500 } },
    ]);
    const probes = ask({ op: 'payload-probe' }, 2500).filter(({ on }) => on === 'data');
    expect(probes.map(({ bytes }) => decodeNotification(view(bytes)).probeBytes)).toEqual([
      20, 50, 128, 182, 244,
    ]);
  });
});
