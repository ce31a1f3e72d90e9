import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEMO_CAT_ID, demoCat } from '../../../lib/app/demo-cat';
import { FetchDesk } from '../../../lib/app/fetch-desk.svelte';
import { walkFrames } from '../../../lib/app/chunk-frames';
import { tagErrorSentence } from '../../../lib/app/sentences';
import { readChunks } from '../../../lib/store/chunks';
import { Database } from '../../../lib/store/database';
import { listMarks } from '../../../lib/store/marks';
import { listWalks } from '../../../lib/store/walks';
import { CatpaceTag } from '../../../lib/tag/catpace/driver';
import { FakeBluetoothDevice, type FakeDeviceOptions } from '../../support/fake-bluetooth-device';
import { passTimeUntil, passTimeWhile } from '../../support/fake-time';

const ownership = { own: () => Promise.resolve(() => {}), owned: () => Promise.resolve(new Set<string>()) };
const ALONE_MS = 60_000;
let databases = 0;

describe('fetching a walk from a tag that walked alone', () => {
  let device: FakeBluetoothDevice;
  let database: Database;
  let desk: FetchDesk;
  let bluetooth: Bluetooth;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(Date.UTC(2026, 4, 1, 12));
    database = new Database(`fetch-${databases++}`);
    desk = new FetchDesk(database, ownership);
  });
  afterEach(async () => {
    await desk.leave();
    device.dispose();
    vi.useRealTimers();
  });

  async function walkAlone(options: FakeDeviceOptions = {}): Promise<void> {
    device = new FakeBluetoothDevice(options);
    bluetooth = { requestDevice: () => Promise.resolve(device) } as unknown as Bluetooth;
    const before = new CatpaceTag(device);
    await passTimeUntil(before.connect());
    await passTimeUntil(before.start());
    await before.disconnect();
    await vi.advanceTimersByTimeAsync(ALONE_MS / 2);
    device.deliver(device.firmware.note('button', performance.now()));
    await vi.advanceTimersByTimeAsync(ALONE_MS / 2);
  }
  const begin = (): Promise<void> => passTimeUntil(desk.begin(demoCat(), bluetooth), 120_000);
  const stored = async (walkId: string): Promise<number[]> =>
    (await passTimeUntil(walkFrames(readChunks(database, walkId)))).map(({ frame }) => frame.seq);

  it('becomes a walk at its own time, every frame once, and only then is it forgotten', async () => {
    await walkAlone();
    const endMs = Date.now();
    const fetching = desk.begin(demoCat(), bluetooth);
    const shares: number[] = [];
    const watch = setInterval(() => {
      const { stage, progress } = desk;
      if (stage === 'fetching' && progress && progress.missing > 0)
        shares.push(progress.fetched / (progress.fetched + progress.missing));
    }, 20);
    await passTimeWhile(() => desk.stage !== 'fetching');
    expect(device.firmware.log.firstSeq).toBe(0);
    await passTimeUntil(fetching, 120_000);
    clearInterval(watch);
    expect(desk).toMatchObject({ stage: 'done', trouble: null });
    expect(shares.length).toBeGreaterThan(10);
    expect(device.firmware.streaming).toBe(false);

    const [walk] = desk.walks;
    expect(desk.walks).toHaveLength(1);
    expect(walk).toMatchObject({ status: 'ended', catId: DEMO_CAT_ID, tags: [{ family: 'catpace' }] });
    expect(Math.abs(walk!.startedAtMs - (endMs - ALONE_MS))).toBeLessThan(1_500);
    expect(walk!.durationMs).toBeGreaterThan(ALONE_MS * 0.99);
    const made = device.firmware.log.nextSeq;
    const seqs = await stored(walk!.id);
    expect(new Set(seqs).size).toBe(seqs.length);
    // The press of the button is a mark, not samples.
    expect(seqs.length).toBe(made - 1);
    const marks = await passTimeUntil(listMarks(database, walk!.id));
    expect(marks.map(({ kind }) => kind)).toEqual(['button']);
    expect(device.firmware.log.firstSeq).toBe(made);
    expect(await passTimeUntil(listWalks(database))).toHaveLength(1);
  });

  it('says so when there is nothing new, and makes no walk of what is here', async () => {
    await walkAlone();
    await begin();
    await begin();
    expect(desk).toMatchObject({ stage: 'done', walks: [], trouble: null });
    expect(await passTimeUntil(listWalks(database))).toHaveLength(1);
  });

  it('goes on by itself after a break of the link', async () => {
    await walkAlone();
    const fetching = desk.begin(demoCat(), bluetooth);
    await passTimeWhile(() => (desk.progress?.fetched ?? 0) < 100);
    device.dropLink();
    await passTimeUntil(fetching, 120_000);
    expect(desk.stage).toBe('done');
    expect(await stored(desk.walks[0]!.id)).toHaveLength(device.firmware.log.nextSeq - 1);
    expect(device.gatt.generation).toBeGreaterThan(2);
  });

  it('goes on where it was with a tag that was lost and is chosen again', async () => {
    await walkAlone();
    const fetching = desk.begin(demoCat(), bluetooth);
    await passTimeWhile(() => (desk.progress?.fetched ?? 0) < 100);
    device.connectOutcomes.push(...Array<'refuse'>(200).fill('refuse'));
    device.dropLink();
    await passTimeUntil(fetching, 400_000, 200);
    expect(desk).toMatchObject({ stage: 'broken', trouble: tagErrorSentence('link-lost') });
    expect(await passTimeUntil(listWalks(database))).toEqual([]);
    expect(device.firmware.log.firstSeq).toBe(0);
    const before = device.firmware.resentFrames;
    device.connectOutcomes.length = 0;
    await begin();
    expect(desk).toMatchObject({ stage: 'done', trouble: null });
    const made = device.firmware.log.nextSeq;
    expect(await stored(desk.walks[0]!.id)).toHaveLength(made - 1);
    expect(device.firmware.resentFrames - before).toBeLessThan(made - 90);
  });

  it('tells a tag without a log', async () => {
    await walkAlone({
      firmware: { capabilities: { accel: true, tension: true, gyro: false, log: false, button: false } },
    });
    await begin();
    expect(desk).toMatchObject({ stage: 'none', trouble: tagErrorSentence('not-available') });
  });
});
