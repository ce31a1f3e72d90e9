import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CatpaceTag } from '../../../../lib/tag/catpace/driver';
import { installCatpace } from '../../../../lib/tag/espruino/driver';
import type { SampleFrame } from '../../../../lib/tag/frame';
import type { FrameArrival, LinkCounts, TagFault } from '../../../../lib/tag/tag';
import { type BoardKind, EspruinoBoard } from '../../../support/espruino-board';
import { FakeBoardDevice } from '../../../support/espruino/fake-board-device';
import { installedBoard } from '../../../support/espruino/installed-board';
import { samplesOf } from '../../../support/espruino/tag-host';
import { UartBoard } from '../../../support/espruino/uart-board';
import { passTimeUntil, passTimeWhile } from '../../../support/fake-time';
import { describeTag } from '../../../support/tag-contract';

const LARGEST_MTU: Readonly<Partial<Record<BoardKind, number>>> = { puck: 53, bangle: 131, xiao: 131 };

/** The project's own driver on a board with the program, whose time passes with the faked clock. */
function tagOn(board: EspruinoBoard, kind: BoardKind) {
  const device = new FakeBoardDevice(new UartBoard(board), LARGEST_MTU[kind]);
  const timer = setInterval(() => board.advance(5), 5);
  return {
    device,
    tag: new CatpaceTag(device.asDevice()),
    dispose: () => clearInterval(timer),
  };
}

for (const kind of ['puck', 'bangle', 'xiao'] as const)
  describeTag(`The program on a stand-in ${kind}`, () => tagOn(installedBoard({ kind }), kind));

describeTag('The program with a calibrated load cell', () => {
  const board = installedBoard({ kind: 'xiao' }, (fresh) => {
    fresh.storage.writeJSON('catpace.json', { sck: 'D1', dout: 'D2', hz: 80 });
    fresh.storage.writeJSON('catpace.cal', { zero: 40_000, k: 0.05 });
    fresh.wireLoadCell('D1', 'D2').raw = (index) => 50_000 + (index % 100);
  });
  return tagOn(board, 'xiao');
});

describe('a walk with a Puck.js', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(Date.UTC(2026, 4, 1, 12));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('begins with the device that it was installed on', async () => {
    const board = new EspruinoBoard({ kind: 'puck' });
    board.powerUp();
    const { device, tag, dispose } = tagOn(board, 'puck');
    await passTimeUntil(installCatpace(device.asDevice()));
    const info = await passTimeUntil(tag.connect());
    expect(info).toMatchObject({ maker: 'Espruino', model: 'Puck.js', firmware: 'catpace 1.0.0, 2v25' });
    expect(info.streams).toEqual([{ kind: 'accel', unitPerCount: 8 / 32768, rateHz: 52 }]);
    await tag.disconnect();
    dispose();
  });

  it('loses no sample over drops, stalls and a silent queue', async () => {
    const board = installedBoard({ kind: 'puck' });
    const { device, tag, dispose } = tagOn(board, 'puck');
    const arrivals: FrameArrival[] = [];
    let counts: LinkCounts | null = null;
    let faults: readonly TagFault[] = [];
    tag.on('frames', (arrival) => arrivals.push(arrival));
    tag.on('counts', (count) => (counts = count));
    tag.on('faults', (list) => (faults = list));
    await passTimeUntil(tag.connect());
    await passTimeUntil(tag.start());
    for (let i = 0; i < 10; i += 1) {
      await vi.advanceTimersByTimeAsync(5_000);
      board.radio.stall(700);
      await vi.advanceTimersByTimeAsync(5_000);
      // Out of reach for a moment; the driver comes back by itself.
      if (i % 3 === 2) device.gatt.disconnect();
      const newest = arrivals.at(-1)!;
      await passTimeUntil(tag.release(newest.bootId, newest.frames.at(-1)!.seq));
    }
    await passTimeWhile(() => tag.link !== 'live');
    await vi.advanceTimersByTimeAsync(10_000);
    await passTimeUntil(tag.stop());
    await vi.advanceTimersByTimeAsync(5_000);
    const frames = arrivals.flatMap((arrival) => arrival.frames).sort((a, b) => a.seq - b.seq);
    expect(board.radio.swallowed).toBeGreaterThan(0);
    expect(device.connections).toBe(4);
    expect(counts).toMatchObject({ missingFrames: 0, faults: 0 });
    expect(faults).toEqual([]);
    const samples = samplesOf(
      frames.filter((frame): frame is SampleFrame => frame.kind === 'accel'),
      3,
    );
    expect(samples).toEqual(board.motion.shown.map((shown) => [...shown]));
    expect(samples.length).toBeGreaterThan(100 * 52);
    expect(board.errors).toEqual([]);
    await tag.disconnect();
    dispose();
  });
});
