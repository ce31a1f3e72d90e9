import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BoardDesk } from '../../../lib/app/board-desk.svelte';
import { tagErrorSentence } from '../../../lib/app/sentences';
import { type BoardOptions, EspruinoBoard } from '../../support/espruino-board';
import { FakeBoardDevice } from '../../support/espruino/fake-board-device';
import { UartBoard } from '../../support/espruino/uart-board';
import { passTimeUntil } from '../../support/fake-time';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A board in reach of a browser whose owner picks it. */
function inReach(options: BoardOptions) {
  const board = new EspruinoBoard(options);
  const device = new FakeBoardDevice(new UartBoard(board));
  board.powerUp();
  setInterval(() => board.advance(5), 5);
  const bluetooth = { requestDevice: () => Promise.resolve(device.asDevice()) } as unknown as Bluetooth;
  return { board, device, bluetooth };
}

const settled = <T>(work: Promise<T>): Promise<T> => passTimeUntil(work, 400_000, 100);

describe('BoardDesk', () => {
  it('looks, installs with progress, sees its own version again, and removes', async () => {
    const { board, bluetooth } = inReach({ kind: 'puck' });
    const desk = new BoardDesk();
    expect(desk.version).toMatch(/^\d+\.\d+\.\d+$/);
    await settled(desk.choose(bluetooth));
    expect(desk.stage).toBe('known');
    expect(desk.board).toMatchObject({ board: { id: 'puck' }, installed: null });

    const phases = new Set<string>();
    const watching = setInterval(() => desk.progress && phases.add(desk.progress.phase), 20);
    const installing = desk.install({ sck: 'D1', dout: 'D2', hz: 80 });
    expect(desk.busy).toBe(true);
    await settled(installing);
    clearInterval(watching);
    expect(desk.stage).toBe('installed');
    expect(desk.progress).toBeNull();
    expect([...phases]).toEqual(expect.arrayContaining(['clearing', 'sending', 'verifying', 'restarting']));
    expect(desk.board?.installed).toBe(desk.version);
    expect(board.storage.readJSON('catpace.json')).toMatchObject({ sck: 'D1', dout: 'D2' });

    await settled(desk.choose(bluetooth));
    expect(desk.board?.installed).toBe(desk.version);
    await settled(desk.remove());
    expect(desk.stage).toBe('removed');
    expect(board.storage.fileNames).toEqual([]);
  });

  it('leaves another program alone until the owner has said that it may go', async () => {
    const { board, bluetooth } = inReach({ kind: 'puck' });
    board.storage.write('.bootcde', 'LED1.set();');
    board.powerUp();
    const desk = new BoardDesk();
    await settled(desk.choose(bluetooth));
    await settled(desk.install(null));
    expect(desk).toMatchObject({ stage: 'known', occupied: true });
    expect(desk.trouble).toEqual(tagErrorSentence('board-not-empty'));
    expect(board.storage.read('.bootcde')).toBe('LED1.set();');
    await settled(desk.install(null, true));
    expect(desk).toMatchObject({ stage: 'installed', occupied: false, trouble: null });
  });

  it('says what is wrong with a board, and goes on', async () => {
    const old = inReach({ kind: 'puck', firmware: '2v08' });
    const desk = new BoardDesk();
    await settled(desk.choose(old.bluetooth));
    expect(desk).toMatchObject({ stage: 'none', trouble: tagErrorSentence('firmware-too-old') });
    const good = inReach({ kind: 'bangle' });
    await settled(desk.choose(good.bluetooth));
    expect(desk).toMatchObject({ stage: 'known', trouble: null, board: { board: { id: 'bangle2' } } });

    const cancelled = {
      requestDevice: () => Promise.reject(new DOMException('User cancelled the chooser.', 'NotFoundError')),
    } as unknown as Bluetooth;
    await settled(desk.choose(cancelled));
    // The board that was known is still there.
    expect(desk).toMatchObject({ stage: 'known', board: { board: { id: 'bangle2' } } });
  });

  it('speaks of boards, not of tags, when the link breaks for good', async () => {
    const { device, bluetooth } = inReach({ kind: 'puck' });
    const desk = new BoardDesk();
    await settled(desk.choose(bluetooth));
    device.uart.faults = { breakAtWrite: (i) => i % 100 === 99 };
    await settled(desk.install(null));
    expect(desk.trouble).toEqual(tagErrorSentence('install-failed'));
    device.uart.faults = {};
    await settled(desk.install(null));
    expect(desk.stage).toBe('installed');
  });

  it('has a word for a browser without Bluetooth', async () => {
    const desk = new BoardDesk();
    await desk.choose(undefined);
    expect(desk.trouble).toEqual(tagErrorSentence('bluetooth-unsupported'));
  });
});
