import { describe, expect, it } from 'vitest';
import { BATTERY_SERVICE, DEVICE_INFORMATION_SERVICE } from '../../../../lib/tag/gatt/standard-services';
import { DEFAULT_CONFIG, encodeConfig } from '../../../../lib/tag/catpace/config';
import { encodeRequest } from '../../../../lib/tag/catpace/control';
import { FrameReceiver } from '../../../../lib/tag/catpace/frame-receiver';
import { SEQ_MODULUS } from '../../../../lib/tag/catpace/frames';
import { CATPACE_SERVICE } from '../../../../lib/tag/catpace/profile';
import type { EspruinoBoard } from '../../../support/espruino-board';
import { installedBoard } from '../../../support/espruino/installed-board';
import { samplesOf, TagHost } from '../../../support/espruino/tag-host';

const SECOND = 1000;

/** A Puck.js in the middle of a walk: connected, notifications of 50 bytes, streams on. */
function walkingPuck(options: { storageBytes?: number; freeVariables?: number } = {}) {
  const board = installedBoard({ kind: 'puck', ...options });
  const host = new TagHost(board).connect();
  host.done({ op: 'set-payload', payloadBytes: 50 });
  host.done({ op: 'start' });
  return { board, host };
}

const shown = (board: EspruinoBoard): number[][] => board.motion.shown.map((counts) => [...counts]);

describe('a tag to be found', () => {
  it('advertises service and name, and keeps the UART', () => {
    const { radio } = installedBoard({ kind: 'puck' });
    expect(radio.advertisement.length).toBeLessThanOrEqual(31);
    const uuid = Buffer.from(radio.advertisement.subarray(5, 21)).reverse().toString('hex');
    expect(uuid).toBe(CATPACE_SERVICE.uuid.replaceAll('-', ''));
    expect(radio.advertisement.subarray(23).toString()).toBe('Catpace');
    expect(radio.deviceName).toBe('Catpace 1a2b');
    expect(radio.isUartOn).toBe(true);
  });

  it('says who it is', () => {
    const { radio } = installedBoard({ kind: 'puck' });
    const text = (uuid: string) => radio.hostReads(uuid).toString();
    expect(text(DEVICE_INFORMATION_SERVICE.maker)).toBe('Espruino');
    expect(text(DEVICE_INFORMATION_SERVICE.model)).toBe('Puck.js');
    expect(text(DEVICE_INFORMATION_SERVICE.firmware)).toBe('catpace 1.0.0, 2v25');
    expect([...radio.hostReads(BATTERY_SERVICE.level)]).toEqual([87]);
  });

  it('tells its state when it is asked', () => {
    const board = installedBoard({ kind: 'puck' });
    const host = new TagHost(board).connect();
    board.advance(5 * SECOND);
    const status = host.status();
    expect(status).toMatchObject({
      version: 1,
      capabilities: { accel: true, tension: false, gyro: true, log: true, button: true },
      firstSeq: 0,
      nextSeq: 0,
      payloadBytes: 20,
      batteryPercent: 87,
      faults: [],
    });
    // The value in the stack is as old as the last tick.
    expect(board.clock.nowMs - status.nowMs).toBeLessThanOrEqual(200);
  });
});

describe('frames', () => {
  it('hold every sample of the sensor, numbered without a gap', () => {
    const { board, host } = walkingPuck();
    board.advance(60 * SECOND);
    host.done({ op: 'stop' });
    board.advance(SECOND);
    const frames = host.stream('accel');
    expect(board.motion.shown.length).toBeGreaterThan(60 * 52);
    expect(samplesOf(frames, 3)).toEqual(shown(board));
    // Among them the note that the log has begun to forget: nobody released.
    expect(host.frames.map(({ seq }) => seq)).toEqual(host.frames.map((_, i) => i));
    expect(host.receiver.counts).toMatchObject({ faults: 0, duplicateFrames: 0, missingFrames: 0 });
    expect(board.errors).toEqual([]);
  });

  it('carry the device time of their first sample', () => {
    const { board, host } = walkingPuck();
    board.advance(10 * SECOND);
    let index = 0;
    const [first] = host.stream('accel');
    for (const { tMs, counts } of host.stream('accel')) {
      expect(Math.abs(tMs - first!.tMs - (index * 1000) / 52)).toBeLessThan(2);
      index += counts.length / 3;
    }
  });

  it('come in as few notifications as hold them, and none waits longer than the flush', () => {
    const { board, host } = walkingPuck();
    const before = host.receiver.counts;
    board.advance(60 * SECOND);
    const { notifications, bytes } = host.receiver.counts;
    // 52 Hz in frames of at most 7 samples, flushed five times a second.
    expect((notifications - before.notifications) / 60).toBeLessThanOrEqual(10.2);
    expect((bytes - before.bytes) / 60).toBeLessThan(400);
  });

  it('give each sample its time, also when others were lost on the way', () => {
    const { board, host } = walkingPuck();
    // The interpreter is kept from reading, 0 to 290 ms at a time, anywhere in a frame.
    for (let i = 0; i < 60; i += 1) {
      board.advance(307);
      board.motion.isBusy = true;
      board.advance((i % 30) * 10);
      board.motion.isBusy = false;
    }
    host.done({ op: 'stop' });
    board.advance(SECOND);
    const times = host
      .stream('accel')
      .flatMap(({ tMs, counts }) => samplesOf([{ counts }], 3).map((_, i) => tMs + (i * 1000) / 52));
    expect(samplesOf(host.stream('accel'), 3)).toEqual(shown(board));
    const bootedAtMs = board.motion.shownAtMs[0]! - times[0]!;
    const errors = times.map((t, i) => Math.abs(board.motion.shownAtMs[i]! - bootedAtMs - t));
    // Two lost samples may hide in a frame; a third gives what follows a time of its own.
    expect(Math.max(...errors)).toBeLessThan((2 * 1000) / 52 + 2);
  });

  it('mark what the sensor clipped, never as missing', () => {
    const board = installedBoard({ kind: 'puck' });
    board.motion.sample = () => [-32768, 32767, 0];
    const host = new TagHost(board).connect();
    host.done({ op: 'start' });
    board.advance(SECOND);
    expect([...host.stream('accel')[0]!.counts.subarray(0, 3)]).toEqual([-32767, 32767, 0]);
  });

  it('carry the gyroscope too when it is wanted', () => {
    const board = installedBoard({ kind: 'puck' });
    const host = new TagHost(board).connect();
    host.done({ op: 'set-payload', payloadBytes: 50 });
    expect(host.writeConfig({ streams: { accel: true, tension: false, gyro: true } }).streams.gyro).toBe(
      true,
    );
    host.done({ op: 'start' });
    board.advance(10 * SECOND);
    host.done({ op: 'stop' });
    board.advance(SECOND);
    expect(samplesOf(host.stream('gyro'), 3)).toEqual(
      shown(board).map((counts) => counts.map((v) => -v || 0)),
    );
    // The firmware's default leaves it on; without the stream it is switched off.
    expect(board.sensorRegisters.get(0x11)).toBeUndefined();
  });
});

describe('a full transmit queue', () => {
  it('loses nothing: what was swallowed is asked for and comes from the log', () => {
    const { board, host } = walkingPuck();
    for (let i = 0; i < 6; i += 1) {
      board.advance(8 * SECOND);
      // Somebody stands in between for a second: the queue of one notification is full for as long.
      board.radio.stall(SECOND);
    }
    board.advance(2 * SECOND);
    expect(board.radio.swallowed).toBeGreaterThan(20);
    expect(host.receiver.counts.missingFrames).toBeGreaterThan(20);
    expect(host.fetchMissing()).toBe(0);
    host.done({ op: 'stop' });
    board.advance(SECOND);
    expect(host.fetchMissing()).toBe(0);
    expect(samplesOf(host.stream('accel'), 3)).toEqual(shown(board));
    expect(board.errors).toEqual([]);
  });

  it('does not lose an answer: an indication waits its turn', () => {
    const { board, host } = walkingPuck();
    board.radio.stall(500);
    // Two requests in a row; the second answer finds the first one unconfirmed.
    host.write(encodeRequest({ op: 'time-sync', unixMs: 1 }, 100));
    host.write(encodeRequest({ op: 'time-sync', unixMs: 2 }, 101));
    expect(host.answer(100).status).toBe('done');
    expect(host.answer(101).status).toBe('done');
    expect(board.errors).toEqual([]);
  });
});

describe('the log', () => {
  it('bridges an outage: the frames of that time come oldest first while live frames go on', () => {
    const { board, host } = walkingPuck();
    board.advance(5 * SECOND);
    const last = host.receiver.received.newest!;
    host.disconnect();
    board.advance(30 * SECOND);
    host.connect();
    const { nextSeq } = host.status();
    expect(nextSeq - last).toBeGreaterThan(200);
    host.receiver.received.expectUpTo(nextSeq - 1);
    host.frames = [];
    expect(host.fetchMissing()).toBe(0);
    const old = host.frames.filter(({ seq }) => seq < nextSeq).map(({ seq }) => seq);
    expect(old).toEqual([...old].sort((a, b) => a - b));
    // Live frames came between them.
    const firstLive = host.frames.findIndex(({ seq }) => seq >= nextSeq);
    expect(firstLive).toBeGreaterThan(0);
    expect(firstLive).toBeLessThan(host.frames.length - 1);
    expect(board.errors).toEqual([]);
  });

  it('is not written to flash while the host releases', () => {
    const { board, host } = walkingPuck();
    const before = board.storage.writes;
    for (let i = 0; i < 60; i += 1) {
      board.advance(2 * SECOND);
      host.done({ op: 'release', uptoSeq: host.receiver.received.newest! });
    }
    expect(board.storage.writes).toBe(before);
    expect(host.status().firstSeq).toBeGreaterThan(1000);
    expect(host.receiver.counts.missingFrames).toBe(0);
  });

  it('when full, forgets the oldest, says so in a note, and knows where it begins', () => {
    const { board, host } = walkingPuck();
    board.advance(5 * SECOND);
    const beforeOutage = host.receiver.received.newest!;
    host.disconnect();
    board.advance(10 * 60 * SECOND);
    host.connect();
    const { firstSeq, nextSeq, faults } = host.status();
    expect(firstSeq).toBeGreaterThan(beforeOutage);
    expect(faults).toEqual([]);
    // What is promised is there, but for what live frames overwrite while it is fetched.
    host.receiver = new FrameReceiver(firstSeq);
    host.frames = [];
    host.receiver.received.expectUpTo(nextSeq - 1);
    const lost = host.fetchMissing();
    expect(lost).toBeLessThan((nextSeq - firstSeq) / 5);
    const kept = host.stream('accel').filter(({ seq }) => seq < nextSeq);
    expect(kept.length).toBeGreaterThan((nextSeq - firstSeq) * 0.8 - 5);
    const answer = host.done({ op: 'report-range', fromSeq: beforeOutage + 1, toSeq: beforeOutage + 10 });
    expect(answer.sentFrames).toBe(0);
    expect(answer.firstAvailableSeq).toBeGreaterThanOrEqual(firstSeq);
    // How long a Puck.js bridges: reported in docs/espruino.md.
    const seconds = (kept.at(-1)!.tMs - kept[0]!.tMs) / 1000;
    expect(seconds).toBeGreaterThan(30);
    console.log(
      `Puck.js log after 10 min out of reach: ${nextSeq - firstSeq} frames (${seconds.toFixed(0)} s), ${kept.length} fetched; ` +
        `${board.storage.compactions} compactions, ${board.storage.pagesErased} page erasures`,
    );
    expect(board.storage.compactions).toBe(0);
    expect(board.storage.pagesErased).toBeLessThan(70);
    expect(board.storage.fileNames).toEqual(expect.arrayContaining(['catpace', '.bootcde']));
    expect(board.errors).toEqual([]);
  });

  it('notes an overrun once, until the host has released', () => {
    const { board, host } = walkingPuck();
    const overruns = (): number => host.notes().filter(({ code }) => code === 'log-overwritten').length;
    board.advance(5 * 60 * SECOND);
    expect(host.receiver.counts.missingFrames).toBe(0);
    expect(overruns()).toBe(1);
    host.done({ op: 'release', uptoSeq: host.receiver.received.newest! });
    board.advance(5 * 60 * SECOND);
    expect(overruns()).toBe(2);
  });

  it('goes on in memory when flash refuses, and says so', () => {
    const { board, host } = walkingPuck();
    board.storage.isBroken = true;
    board.advance(2 * 60 * SECOND);
    expect(host.status().faults).toContain('log');
    expect(host.receiver.counts.missingFrames).toBe(0);
    const { firstSeq, nextSeq } = host.status();
    expect(nextSeq - firstSeq).toBeGreaterThan(20);
    const { sentFrames } = host.done({ op: 'report-range', fromSeq: firstSeq, toSeq: nextSeq - 1 });
    expect(sentFrames).toBeGreaterThanOrEqual(nextSeq - firstSeq - 30);
    expect(board.errors).toEqual([]);
  });

  it('counts on past the last number of 24 bits', () => {
    const board = installedBoard({ kind: 'puck' }, ({ storage }) => {
      const program = storage.read('catpace')!;
      storage.write(
        'catpace',
        program
          .replace('var next = 0;', `var next = ${SEQ_MODULUS - 50};`)
          .replace('var first = 0;', `var first = ${SEQ_MODULUS - 50};`),
      );
    });
    const host = new TagHost(board);
    host.receiver = new FrameReceiver(SEQ_MODULUS - 50);
    host.connect();
    host.done({ op: 'start' });
    board.advance(20 * SECOND);
    board.radio.stall(SECOND);
    board.advance(3 * SECOND);
    expect(host.receiver.received.newest).toBeGreaterThan(SEQ_MODULUS + 50);
    expect(host.fetchMissing()).toBe(0);
    host.done({ op: 'release', uptoSeq: host.receiver.received.newest! });
    expect(host.status().firstSeq).toBeLessThan(1000);
  });

  it('of an earlier boot is gone: a new boot counts from 0', () => {
    const { board, host } = walkingPuck();
    host.disconnect();
    board.advance(60 * SECOND);
    const boots = new Set([host.status().bootId]);
    const files = board.storage.fileNames;
    for (let i = 0; i < 5; i += 1) {
      board.powerUp();
      expect(board.storage.fileNames).toEqual(files);
      const again = new TagHost(board).connect();
      expect(again.status()).toMatchObject({ firstSeq: 0, nextSeq: 0, payloadBytes: 20 });
      boots.add(again.status().bootId);
      again.done({ op: 'start' });
      board.advance(5 * SECOND);
      expect(again.stream('accel').length).toBeGreaterThan(20);
      again.disconnect();
    }
    // Random: six boots may share a number once in some 4,000 runs.
    expect(boots.size).toBeGreaterThanOrEqual(5);
    expect(board.errors).toEqual([]);
  });
});

describe('requests', () => {
  it('that are wrong are refused by their reason', () => {
    const { board, host } = walkingPuck();
    const status = (...bytes: number[]) => {
      host.write(Uint8Array.from(bytes));
      return host.answer(bytes[1]!).status;
    };
    expect(status(0x7f, 200)).toBe('unknown-op');
    expect(status(0x01, 201, 0)).toBe('bad-length');
    expect(status(0x21, 202, 19, 0)).toBe('value-refused');
    expect(status(0x10, 203, 5, 0, 0, 4, 0, 0)).toBe('value-refused');
    expect(status(0x03, 204)).toBe('not-available');
    expect(status(0x04, 205, 1, 0, 0, 0)).toBe('not-available');
    expect(status(0x05, 206)).toBe('not-available');
    expect(board.errors).toEqual([]);
  });

  it('that are too short to answer get silence', () => {
    const { board, host } = walkingPuck();
    host.write(Uint8Array.of(1));
    host.write(new Uint8Array());
    board.advance(SECOND);
    expect(board.errors).toEqual([]);
  });

  it('wait for a report, which can be aborted', () => {
    const { board, host } = walkingPuck();
    board.advance(20 * SECOND);
    host.write(encodeRequest({ op: 'report-range', fromSeq: 0, toSeq: 150 }, 210));
    host.write(encodeRequest({ op: 'time-sync', unixMs: 0 }, 211));
    expect(host.answer(211).status).toBe('busy');
    host.write(encodeRequest({ op: 'abort-report' }, 212));
    expect(host.answer(212).status).toBe('done');
    const { results } = host.answer(210);
    expect(results).toMatchObject({ firstAvailableSeq: 0 });
    expect((results as { sentFrames: number }).sentFrames).toBeLessThan(150);
    expect(host.ask({ op: 'time-sync', unixMs: 0 }).status).toBe('done');
  });

  it('tell the device time at their reception', () => {
    const { board, host } = walkingPuck();
    const askedAtMs = board.clock.nowMs;
    const { deviceMs } = host.done({ op: 'time-sync', unixMs: 1_700_000_000_000 });
    expect(Math.abs(deviceMs - askedAtMs)).toBeLessThanOrEqual(3);
  });

  it('find out what the link carries', () => {
    for (const [mtu, expected] of [
      [23, [20, 20]],
      [53, [20, 50]],
      [131, [20, 50]],
    ] as const) {
      const board = installedBoard({ kind: 'puck' });
      const host = new TagHost(board, mtu).connect();
      host.done({ op: 'payload-probe' });
      expect(host.probes).toEqual(expected);
    }
    const watch = new TagHost(installedBoard({ kind: 'bangle' }), 131).connect();
    watch.done({ op: 'payload-probe' });
    expect(watch.probes).toEqual([20, 50, 128]);
    expect(watch.done({ op: 'set-payload', payloadBytes: 244 })).toEqual({ payloadBytes: 128 });
  });

  it('change the payload in the middle of a walk without losing a sample', () => {
    const board = installedBoard({ kind: 'puck' });
    const host = new TagHost(board).connect();
    host.done({ op: 'start' });
    board.advance(3 * SECOND);
    host.done({ op: 'set-payload', payloadBytes: 50 });
    board.advance(3 * SECOND);
    expect(samplesOf(host.stream('accel'), 3).length).toBeGreaterThan(290);
    expect(samplesOf(host.stream('accel'), 3)).toEqual(
      shown(board).slice(0, samplesOf(host.stream('accel'), 3).length),
    );
    expect(Math.max(...host.stream('accel').map(({ counts }) => counts.length / 3))).toBe(7);
    host.done({ op: 'set-payload', payloadBytes: 20 });
    host.frames = [];
    board.advance(3 * SECOND);
    expect(Math.max(...host.stream('accel').map(({ counts }) => counts.length / 3))).toBe(2);
    expect(host.receiver.counts.faults).toBe(0);
  });
});

describe('Config', () => {
  it('begins with what the board does best', () => {
    const config = new TagHost(installedBoard({ kind: 'puck' })).connect().config();
    expect(config).toMatchObject({ accelRangeG: 8, accelHz: 52, gyroRangeDps: 245, flushMs: 200 });
    expect(config.streams).toEqual({ accel: true, tension: false, gyro: false });
  });

  it('takes what the sensor can do and sets its registers', () => {
    const board = installedBoard({ kind: 'puck' });
    const host = new TagHost(board).connect();
    for (const [accelRangeG, bits] of [
      [2, 0],
      [16, 1],
      [4, 2],
      [8, 3],
    ] as const) {
      expect(host.writeConfig({ accelRangeG, accelHz: 104 })).toMatchObject({ accelRangeG, accelHz: 104 });
      host.done({ op: 'start' });
      expect((board.sensorRegisters.get(0x10)! >> 2) & 3).toBe(bits);
      expect(board.sensorRegisters.get(0x0d)).toBe(1);
      expect(board.sensorRegisters.get(0x11)).toBe(0);
      host.done({ op: 'stop' });
    }
  });

  it('refuses what it cannot do, and what is read back is in force', () => {
    const host = new TagHost(installedBoard({ kind: 'puck' })).connect();
    const before = encodeConfig(host.config());
    for (const change of [
      { accelHz: 50 },
      { accelRangeG: 3 },
      { streams: { accel: true, tension: true, gyro: false } },
      { streams: { accel: true, tension: false, gyro: true }, gyroRangeDps: 2000 },
      { flushMs: 0 },
      DEFAULT_CONFIG,
    ])
      expect(encodeConfig(host.writeConfig(change))).toEqual(before);
  });

  it('stays as it is while streams run', () => {
    const { host } = walkingPuck();
    expect(host.writeConfig({ accelHz: 104 }).accelHz).toBe(52);
  });
});

describe('the rest', () => {
  it('a button press is a frame of its own', () => {
    const { board, host } = walkingPuck();
    board.pins.get('BTN').set(1);
    board.advance(300);
    board.pins.get('BTN').set(0);
    board.advance(300);
    expect(host.notes().map(({ code }) => code)).toEqual(['button']);
  });

  it('tells of a low battery once', () => {
    const { board, host } = walkingPuck();
    board.batteryPercent = 9;
    board.advance(5 * 60 * SECOND);
    expect(host.status().batteryPercent).toBe(9);
    expect([...board.radio.hostReads(BATTERY_SERVICE.level)]).toEqual([9]);
    expect(host.notes().filter(({ code }) => code === 'low-battery')).toHaveLength(1);
  });

  it('tells of a sensor that fell silent', () => {
    const { board, host } = walkingPuck();
    board.evaluate('Puck.accelOff()');
    board.advance(3 * SECOND);
    expect(host.status().faults).toEqual(['accelerometer']);
    expect(host.notes().map(({ code }) => code)).toEqual(['sensor-fault']);
  });

  it('refuses to start without a sensor', () => {
    const host = new TagHost(installedBoard({ kind: 'puck-v1' })).connect();
    expect(host.ask({ op: 'start' }).status).toBe('sensor-fault');
  });

  it('writes nothing to a host that is not there, and nothing to the radio before it restarts', () => {
    const board = installedBoard({ kind: 'puck' });
    // Loaded while somebody is connected to the console: the services come with the disconnection.
    const values: string[] = [];
    board.radio.hostConnects({ mtu: 53, intervalMs: 15, onValue: (uuid) => values.push(uuid) });
    board.load();
    board.advance(5 * SECOND);
    board.radio.hostDisconnects();
    board.advance(SECOND);
    expect(board.radio.hostHas(CATPACE_SERVICE.data)).toBe(true);
    expect(values).toEqual([]);
    expect(board.errors).toEqual([]);
  });
});
