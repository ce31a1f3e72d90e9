import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tagErrorSentence } from '../../../../lib/app/sentences';
import {
  type InstallProgress,
  type InstallRequest,
  installCatpace,
  readVersion,
  TAG_PROGRAM,
  uninstall,
} from '../../../../lib/tag/espruino/driver';
import { TagError } from '../../../../lib/tag/tag-error';
import { type BoardOptions, EspruinoBoard } from '../../../support/espruino-board';
import { FakeBoardDevice } from '../../../support/espruino/fake-board-device';
import { passTimeUntil } from '../../../support/fake-time';
import { TagHost } from '../../../support/espruino/tag-host';
import { UartBoard, type UartFaults } from '../../../support/espruino/uart-board';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A board fresh from the shop, with its console on the radio. Its time passes with the faked clock. */
function freshBoard(options: BoardOptions, faults: UartFaults = {}) {
  const board = new EspruinoBoard(options);
  const uart = new UartBoard(board, faults);
  board.powerUp();
  setInterval(() => board.advance(5), 5);
  return { board, uart, device: new FakeBoardDevice(uart) };
}

const settled = <T>(work: Promise<T>): Promise<T> => passTimeUntil(work, 400_000, 100);

async function install(device: FakeBoardDevice, request: InstallRequest = {}) {
  const progress: InstallProgress[] = [];
  const work = installCatpace(device.asDevice(), { ...request, onProgress: (step) => progress.push(step) });
  return { result: await settled(work), progress };
}

async function failure(work: Promise<unknown>): Promise<TagError> {
  try {
    await settled(work);
  } catch (error) {
    if (error instanceof TagError) return error;
    throw error;
  }
  throw new Error('It should have failed');
}

/** The board speaks the profile, and goes on doing so when its battery was out. */
function expectTag(board: EspruinoBoard): void {
  vi.useRealTimers();
  for (const isRebooted of [false, true]) {
    if (isRebooted) board.powerUp();
    const host = new TagHost(board).connect();
    expect(host.status()).toMatchObject({ version: 1, capabilities: { accel: true, log: true } });
    host.done({ op: 'start' });
    board.advance(2000);
    expect(host.stream('accel').length).toBeGreaterThan(5);
    host.disconnect();
  }
  expect(board.errors).toEqual([]);
}

describe('installing on a Puck.js', () => {
  for (const firmware of ['2v25', '2v24', '2v11.120'])
    it(`with firmware ${firmware} ends with a Catpace tag`, async () => {
      const { board, device } = freshBoard({ kind: 'puck', firmware });
      const beganMs = Date.now();
      const { result, progress } = await install(device);
      console.log(`Installing with ${firmware}: ${(Date.now() - beganMs) / 1000} s of simulated time`);
      expect(result).toMatchObject({ firmware, board: { id: 'puck' }, installed: '1.0.0' });
      expect(board.storage.read('catpace')).toBe(TAG_PROGRAM);
      expect(device.gatt.connected).toBe(false);
      expect(device.connections).toBe(1);
      const fractions = progress.map(({ fraction }) => fraction);
      expect(fractions[0]).toBe(0);
      expect(fractions.at(-1)).toBe(1);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      expect(new Set(fractions).size).toBeGreaterThan(20);
      expect([...new Set(progress.map(({ phase }) => phase))]).toEqual([
        'inspecting',
        'stopping',
        'clearing',
        'sending',
        'verifying',
        'finishing',
        'restarting',
        'done',
      ]);
      expectTag(board);
    });

  it('says which version is on it', async () => {
    const { device } = freshBoard({ kind: 'puck' });
    expect(await settled(readVersion(device.asDevice()))).toMatchObject({
      firmware: '2v25',
      installed: null,
    });
    await install(device);
    expect(await settled(readVersion(device.asDevice()))).toMatchObject({ installed: '1.0.0' });
    expect(device.gatt.connected).toBe(false);
  });

  it('replaces an older version while it runs, and keeps the calibration', async () => {
    const { board, device } = freshBoard({ kind: 'puck' });
    await install(device);
    board.storage.writeJSON('catpace.cal', { zero: 5, k: 0.01 });
    const old = TAG_PROGRAM.replace("VERSION = '1.0.0'", "VERSION = '0.9.0'");
    board.storage.write('catpace', old);
    board.powerUp();
    expect(await settled(readVersion(device.asDevice()))).toMatchObject({ installed: '0.9.0' });
    await install(device);
    expect(board.storage.read('catpace')).toBe(TAG_PROGRAM);
    expect(board.storage.readJSON('catpace.cal')).toEqual({ zero: 5, k: 0.01 });
    expectTag(board);
  });

  it('puts the wiring of a load cell on it', async () => {
    const { board, device } = freshBoard({ kind: 'puck' });
    board.wireLoadCell('D1', 'D2');
    await install(device, { wiring: { sck: 'D1', dout: 'D2', hz: 80 } });
    vi.useRealTimers();
    expect(new TagHost(board).connect().status().capabilities.tension).toBe(true);
  });
});

describe('installing on other boards', () => {
  it('makes an app of a Bangle.js 2 and leaves the watch a watch', async () => {
    const { board, device } = freshBoard({ kind: 'bangle' });
    board.storage.write('.bootcde', 'var clock = 1;');
    board.storage.write('.boot0', 'var bootloader = 1;');
    const { result } = await install(device);
    expect(result.board.id).toBe('bangle2');
    expect(board.storage.read('.bootcde')).toBe('var clock = 1;');
    expect(board.storage.readJSON('catpace.info')).toMatchObject({ src: 'catpace.app.js', version: '1.0.0' });
    vi.useRealTimers();
    const host = new TagHost(board, 131).connect();
    expect(host.status().capabilities.accel).toBe(true);
    // At power-up the clock comes, not the tag.
    board.powerUp();
    expect(board.evaluate('clock')).toBe(1);
    board.load('catpace.app.js');
    host.disconnect();
    expect(new TagHost(board, 131).connect().status().capabilities.accel).toBe(true);
  });

  it('works on a XIAO BLE Sense', async () => {
    const { board, device } = freshBoard({ kind: 'xiao' });
    await install(device);
    expectTag(board);
  });

  it.each([
    ['a board without a program', { kind: 'plain' }, 'board-unknown'],
    ['a Puck.js v1', { kind: 'puck-v1' }, 'board-unknown'],
    ['an old firmware', { kind: 'puck', firmware: '2v08.3' }, 'firmware-too-old'],
    ['a full board', { kind: 'puck', storageBytes: 16 * 1024 }, 'board-full'],
  ] as const)('refuses %s and leaves it as it was', async (_name, options, code) => {
    const { board, device } = freshBoard(options);
    const error = await failure(installCatpace(device.asDevice()));
    expect(error.code).toBe(code);
    expect(tagErrorSentence(error.code).todo).not.toBe('');
    expect(board.storage.fileNames).toEqual([]);
    expect(device.gatt.connected).toBe(false);
  });

  it('leaves another program alone unless it may be replaced', async () => {
    const { board, device } = freshBoard({ kind: 'puck' });
    board.storage.write('.bootcde', 'LED1.set();');
    expect((await failure(installCatpace(device.asDevice()))).code).toBe('board-not-empty');
    expect(board.storage.read('.bootcde')).toBe('LED1.set();');
    await install(device, { replace: true });
    expectTag(board);
  });
});

describe('a poor console', () => {
  it.each([
    ['echoes everything', { echo: true }],
    ['is slow', { bytesPerMs: 1 }],
    ['is so slow that it must say stop', { bytesPerMs: 0.6 }],
  ] as const)('that %s still gets the program', async (_name, faults) => {
    for (const firmware of ['2v25', '2v20']) {
      vi.useFakeTimers();
      const { board, uart, device } = freshBoard({ kind: 'puck', firmware }, faults);
      await install(device);
      expect(board.storage.read('catpace')).toBe(TAG_PROGRAM);
      expect(uart.lostBytes).toBe(0);
      // Lines are short; only a packet fills the buffer.
      expect(uart.pauses > 0).toBe(firmware === '2v25' && 'bytesPerMs' in faults);
      vi.clearAllTimers();
      expectTag(board);
    }
  });

  it.each(['2v25', '2v20'])('that loses a chunk begins anew (%s)', async (firmware) => {
    const { board, device } = freshBoard({ kind: 'puck', firmware }, { dropWrite: (i) => i === 60 });
    const { progress } = await install(device);
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(board.storage.read('catpace')).toBe(TAG_PROGRAM);
    expectTag(board);
  });

  it('that does not confirm a packet begins anew, in the end without packets', async () => {
    const { board, device } = freshBoard({ kind: 'puck' }, { dropConfirmation: (i) => i % 5 === 4 });
    await install(device);
    expect(board.storage.read('catpace')).toBe(TAG_PROGRAM);
    expectTag(board);
  });

  it('that loses letters all the time is given up, and the board is a plain board', async () => {
    const { board, device } = freshBoard({ kind: 'puck' }, { dropWrite: (i) => i > 20 && i % 30 === 0 });
    const { code } = await failure(installCatpace(device.asDevice()));
    expect(['install-failed', 'board-silent']).toContain(code);
    expect(board.storage.read('.bootcde')).toBeUndefined();
    expect(device.gatt.connected).toBe(false);
  });

  it('that says nothing is given up', async () => {
    const { device } = freshBoard({ kind: 'puck' }, { silent: true });
    expect((await failure(installCatpace(device.asDevice()))).code).toBe('board-silent');
    expect((await failure(readVersion(device.asDevice()))).code).toBe('board-silent');
  });

  it('is verified: flash that kept something else is not started', async () => {
    const { board, device } = freshBoard({ kind: 'puck' });
    const read = board.storage.read.bind(board.storage);
    board.storage.read = (name, offset, length) =>
      name === 'catpace' && !length ? read(name)?.replace('VERSION', 'VERSIOM') : read(name, offset, length);
    expect((await failure(installCatpace(device.asDevice()))).code).toBe('install-failed');
    expect(board.storage.fileNames).not.toContain('.bootcde');
  });
});

describe('a link that breaks', () => {
  it('anywhere is taken up again, and the program arrives', async () => {
    // A run without trouble tells how many writes there are.
    const calm = freshBoard({ kind: 'puck' });
    await install(calm.device);
    const total = calm.uart.writes;
    expect(total).toBeGreaterThan(300);
    for (const at of [2, 8, 20, 200, total - 8, total - 2]) {
      const { board, device } = freshBoard({ kind: 'puck' }, { breakAtWrite: (i) => i === at });
      const { progress } = await install(device);
      const fractions = progress.map(({ fraction }) => fraction);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      expect(board.storage.read('catpace')).toBe(TAG_PROGRAM);
      expect(board.storage.read('.bootcde')).toBe('require("catpace").start();');
      expect(device.connections).toBe(2);
    }
  });

  it('again and again is given up; installing once more then works', async () => {
    const { board, uart, device } = freshBoard({ kind: 'puck' }, { breakAtWrite: (i) => i % 100 === 99 });
    expect((await failure(installCatpace(device.asDevice()))).code).toBe('install-failed');
    expect(board.storage.read('.bootcde')).toBeUndefined();
    uart.faults = {};
    await install(device);
    expectTag(board);
  });

  it('while an older version is being replaced leaves no half of it that runs', async () => {
    const { board, uart, device } = freshBoard({ kind: 'puck' });
    await install(device);
    const begun = uart.writes;
    uart.faults = { breakAtWrite: (i) => i > begun + 100 && i % 100 === 99 };
    expect((await failure(installCatpace(device.asDevice()))).code).toBe('install-failed');
    board.powerUp();
    await vi.advanceTimersByTimeAsync(1000);
    expect(board.storage.read('.bootcde')).toBeUndefined();
    expect(board.errors).toEqual([]);
  });
});

describe('uninstalling', () => {
  it('leaves nothing of ours, and nothing of others is touched', async () => {
    for (const kind of ['puck', 'bangle'] as const) {
      vi.useFakeTimers();
      const { board, device } = freshBoard({ kind });
      board.storage.write('mine.txt', 'keep me');
      await install(device, { wiring: { sck: 'D1', dout: 'D2', hz: 80 } });
      board.storage.writeJSON('catpace.cal', { zero: 1, k: 1 });
      await settled(uninstall(device.asDevice()));
      expect(board.storage.fileNames).toEqual(['mine.txt']);
      expect(await settled(readVersion(device.asDevice()))).toMatchObject({ installed: null });
      await settled(uninstall(device.asDevice()));
      vi.clearAllTimers();
    }
  });
});
