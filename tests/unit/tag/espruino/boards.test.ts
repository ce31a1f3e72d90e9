import { describe, expect, it } from 'vitest';
import type { EspruinoBoard } from '../../../support/espruino-board';
import { installedBoard } from '../../../support/espruino/installed-board';
import { samplesOf, TagHost } from '../../../support/espruino/tag-host';

const SECOND = 1000;

/** Walk for ten seconds; what the sensor showed since the start, and what arrived. */
function walk(board: EspruinoBoard, mtu: number) {
  const host = new TagHost(board, mtu).connect();
  host.done({ op: 'payload-probe' });
  host.done({ op: 'set-payload', payloadBytes: Math.max(...host.probes) });
  board.motion.shown.length = 0;
  host.done({ op: 'start' });
  board.advance(10 * SECOND);
  host.done({ op: 'stop' });
  board.advance(SECOND);
  const arrived = samplesOf(host.stream('accel'), 3);
  return { host, arrived, shown: board.motion.shown.slice(0, arrived.length).map((counts) => [...counts]) };
}

describe('a Bangle.js 2', () => {
  it('gives its motion at 50 Hz and +-4 g, raw counts again', () => {
    const board = installedBoard({ kind: 'bangle' });
    const { host, arrived, shown } = walk(board, 131);
    expect(host.config()).toMatchObject({ accelRangeG: 4, accelHz: 50 });
    expect(host.status()).toMatchObject({
      capabilities: { accel: true, tension: false, gyro: false, log: true, button: true },
      payloadBytes: 128,
      batteryPercent: 87,
    });
    expect(arrived.length).toBeGreaterThan(490);
    expect(arrived).toEqual(shown);
    expect(board.errors).toEqual([]);
  });

  it('sets the rate in the sensor and gives it back', () => {
    const board = installedBoard({ kind: 'bangle' });
    const host = new TagHost(board, 131).connect();
    for (const [accelHz, code] of [
      [25, 0x41],
      [50, 0x42],
      [100, 0x43],
    ] as const) {
      expect(host.writeConfig({ accelHz }).accelHz).toBe(accelHz);
      host.done({ op: 'start' });
      expect(board.sensorRegisters.get(0x1b)).toBe(code);
      expect(board.sensorRegisters.get(0x18)).toBe(0xec);
      host.done({ op: 'stop' });
      expect(board.sensorRegisters.get(0x1b)).toBe(0);
    }
    expect(host.writeConfig({ accelRangeG: 8 }).accelRangeG).toBe(4);
  });

  it('clips at 4 g, and says so', () => {
    const board = installedBoard({ kind: 'bangle' });
    board.motion.sample = () => [32767, -32768, 8192];
    const { arrived } = walk(board, 131);
    expect(arrived[0]).toEqual([32767, -32767, 8192]);
  });

  it('bridges ten minutes', () => {
    const board = installedBoard({ kind: 'bangle' });
    const host = new TagHost(board, 131).connect();
    host.done({ op: 'set-payload', payloadBytes: 128 });
    host.done({ op: 'start' });
    board.advance(5 * SECOND);
    host.disconnect();
    board.advance(10 * 60 * SECOND);
    host.connect();
    host.receiver.received.expectUpTo(host.status().nextSeq - 1);
    expect(host.fetchMissing()).toBe(0);
    expect(board.storage.compactions).toBe(0);
    expect(board.errors).toEqual([]);
  });
});

describe('a XIAO BLE', () => {
  it('Sense gives its motion through its own driver', () => {
    const board = installedBoard({ kind: 'xiao' });
    const { host, arrived, shown } = walk(board, 131);
    expect(host.config()).toMatchObject({ accelRangeG: 8, accelHz: 52 });
    // ODR code 3 is 52 Hz, range code 3 is 8 g.
    expect(arrived.length).toBeGreaterThan(510);
    expect(arrived).toEqual(shown);
    expect(host.status()).toMatchObject({
      capabilities: { accel: true, gyro: false, button: false },
      batteryPercent: null,
    });
    host.writeConfig({ accelHz: 104, accelRangeG: 16 });
    host.done({ op: 'start' });
    expect(board.sensorRegisters.get(0x10)).toBe(0x44);
    expect(board.errors).toEqual([]);
  });

  it('without the sensor says that it has none', () => {
    const board = installedBoard({ kind: 'xiao-plain' });
    const host = new TagHost(board, 131).connect();
    expect(host.status().capabilities).toMatchObject({ accel: false, log: true });
    expect(host.ask({ op: 'start' }).status).toBe('done');
    expect(board.errors).toEqual([]);
  });
});

describe('a load cell on an HX711', () => {
  const wiring = { sck: 'D1', dout: 'D2', hz: 80 };

  /** Any board with a cell whose raw value is 50,000 at rest and 800 more for each newton. */
  function boardWithCell(loadN: () => number, kind: 'puck' | 'plain' | 'xiao' = 'puck') {
    const board = installedBoard({ kind }, (fresh) => {
      fresh.storage.writeJSON('catpace.json', wiring);
      fresh.wireLoadCell(wiring.sck, wiring.dout).raw = () => 50_000 + Math.round(loadN() * 800);
    });
    return { board, host: new TagHost(board).connect() };
  }

  it('reads 24 bits, of either sign, without losing one', () => {
    for (const raw of [0, 1, -1, 0x7fffff, -0x800000, 0x123456, -0x123456]) {
      const { board, host } = boardWithCell(() => 0);
      board.hx711!.raw = () => raw;
      board.advance(SECOND);
      expect(host.done({ op: 'calibration-point', forceMilliN: 0 })).toEqual({ rawCounts: raw });
      expect(board.errors).toEqual([]);
    }
  });

  it('is missing, not wrong, until it is calibrated', () => {
    const { board, host } = boardWithCell(() => 5);
    expect(host.status()).toMatchObject({ capabilities: { tension: true }, faults: ['load-cell'] });
    board.advance(SECOND);
    expect(host.ask({ op: 'tare' }).status).toBe('not-available');
    host.done({ op: 'start' });
    board.advance(2 * SECOND);
    const values = samplesOf(host.stream('tension'), 1).flat();
    expect(values.length).toBeGreaterThan(140);
    expect(new Set(values)).toEqual(new Set([-32768]));
  });

  it('is calibrated by two known weights, and remembers it', () => {
    let loadN = 0;
    const { board, host } = boardWithCell(() => loadN);
    board.advance(SECOND);
    expect(host.ask({ op: 'save-calibration' }).status).toBe('not-available');
    host.done({ op: 'calibration-point', forceMilliN: 0 });
    loadN = 19.6133;
    board.advance(SECOND);
    host.done({ op: 'calibration-point', forceMilliN: 19_613 });
    expect(host.ask({ op: 'save-calibration' }).status).toBe('done');
    expect(host.status().faults).toEqual([]);
    host.disconnect();
    board.powerUp();

    const again = new TagHost(board).connect();
    again.done({ op: 'set-payload', payloadBytes: 50 });
    loadN = 10;
    again.done({ op: 'start' });
    board.advance(5 * SECOND);
    const newtons = samplesOf(again.stream('tension'), 1).map(([count]) => count! * 0.02);
    expect(newtons.length).toBeGreaterThan(380);
    expect(Math.max(...newtons.map((value) => Math.abs(value - 10)))).toBeLessThanOrEqual(0.02);
    expect(again.status().faults).toEqual([]);
    expect(board.errors).toEqual([]);
  });

  it('is tared, and says what was removed', () => {
    let loadN = 0;
    const { board, host } = boardWithCell(() => loadN);
    board.advance(SECOND);
    host.done({ op: 'calibration-point', forceMilliN: 0 });
    loadN = 20;
    board.advance(SECOND);
    host.done({ op: 'calibration-point', forceMilliN: 20_000 });
    host.done({ op: 'save-calibration' });
    loadN = 0.5;
    board.advance(SECOND);
    expect(host.done({ op: 'tare' }).offsetMilliN).toBeCloseTo(500, -1);
    host.done({ op: 'start' });
    board.advance(SECOND);
    expect(samplesOf(host.stream('tension'), 1).every(([count]) => Math.abs(count!) <= 1)).toBe(true);
    loadN = -2;
    host.frames = [];
    board.advance(SECOND);
    expect(samplesOf(host.stream('tension'), 1).at(-1)![0]).toBeCloseTo(-125, -1);
  });

  it('runs beside the motion, and no value of either is lost', () => {
    const { board, host } = boardWithCell(() => 0, 'xiao');
    host.done({ op: 'set-payload', payloadBytes: 50 });
    board.hx711!.raw = (index) => index;
    host.done({ op: 'start' });
    board.advance(20 * SECOND);
    const tension = host.stream('tension').reduce((sum, { counts }) => sum + counts.length, 0);
    const accel = samplesOf(host.stream('accel'), 3).length;
    expect(tension).toBeGreaterThan(80 * 19.5);
    expect(accel).toBeGreaterThan(52 * 19.5);
    expect(host.receiver.counts).toMatchObject({ missingFrames: 0, faults: 0 });
    expect(board.errors).toEqual([]);
  });

  it('sleeps while nobody walks and nobody is connected', () => {
    const { board, host } = boardWithCell(() => 0);
    board.advance(SECOND);
    expect(board.hx711!.isOn).toBe(true);
    host.disconnect();
    board.advance(SECOND);
    expect(board.hx711!.isOn).toBe(false);
    host.connect();
    host.done({ op: 'start' });
    host.disconnect();
    board.advance(SECOND);
    expect(board.hx711!.isOn).toBe(true);
  });

  it('that falls silent is a fault, and tare says so', () => {
    let loadN = 0;
    const { board, host } = boardWithCell(() => loadN);
    board.advance(SECOND);
    host.done({ op: 'calibration-point', forceMilliN: 0 });
    loadN = 20;
    board.advance(SECOND);
    host.done({ op: 'calibration-point', forceMilliN: 20_000 });
    host.done({ op: 'save-calibration' });
    host.done({ op: 'start' });
    board.advance(SECOND);
    // The wire breaks: the data pin stays high.
    board.hx711!.isOn = false;
    board.pins.get(wiring.dout).set(1);
    board.advance(3 * SECOND);
    expect(host.status().faults).toEqual(['load-cell']);
    expect(host.ask({ op: 'tare' }).status).toBe('sensor-fault');
    expect(host.notes().map(({ code }) => code)).toContain('sensor-fault');
  });

  it('makes a tag of a board without any sensor of its own', () => {
    const { board, host } = boardWithCell(() => 0, 'plain');
    expect(host.status().capabilities).toMatchObject({ accel: false, tension: true, log: true });
    host.done({ op: 'start' });
    board.advance(5 * SECOND);
    expect(host.stream('tension').length).toBeGreaterThan(0);
    expect(board.errors).toEqual([]);
  });
});
