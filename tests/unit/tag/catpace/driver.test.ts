import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEVICE_INFORMATION_SERVICE } from '../../../../lib/tag/gatt/standard-services';
import { CatpaceTag, chooseCatpaceTag } from '../../../../lib/tag/catpace/driver';
import { CATPACE_SERVICE } from '../../../../lib/tag/catpace/profile';
import { decodeNotification, encodeFrame } from '../../../../lib/tag/catpace/frames';
import type {
  BackfillProgress,
  BootSight,
  FrameArrival,
  GivenUpFrames,
  LinkCounts,
  LinkState,
  TagFault,
} from '../../../../lib/tag/tag';
import { TagError } from '../../../../lib/tag/tag-error';
import { FakeBluetoothDevice, type FakeDeviceOptions } from '../../../support/fake-bluetooth-device';
import { passTimeUntil, passTimeWhile } from '../../../support/fake-time';
import { describeTag } from '../../../support/tag-contract';

describeTag('A Catpace tag', () => {
  const device = new FakeBluetoothDevice();
  return { tag: new CatpaceTag(device), dispose: () => device.dispose() };
});

describeTag('A Catpace tag on a poor link, its numbers about to wrap', () => {
  const device = new FakeBluetoothDevice({ carriesBytes: 50, firmware: { firstSeq: 2 ** 24 - 30 } });
  return { tag: new CatpaceTag(device), dispose: () => device.dispose() };
});

describe('CatpaceTag', () => {
  let device: FakeBluetoothDevice;
  let tag: CatpaceTag;
  let links: LinkState[];
  let arrivals: FrameArrival[];
  let counts: LinkCounts[];
  let errors: TagError[];
  let backfills: BackfillProgress[];
  let gaps: GivenUpFrames[];
  let boots: BootSight[];

  function listen(): void {
    [links, arrivals, counts, errors, backfills, gaps, boots] = [[], [], [], [], [], [], []];
    tag.on('link', (link) => links.push(link));
    tag.on('frames', (arrival) => arrivals.push(arrival));
    tag.on('counts', (count) => counts.push(count));
    tag.on('error', (error) => errors.push(error));
    tag.on('backfill', (progress) => backfills.push(progress));
    tag.on('gaveUp', (gap) => gaps.push(gap));
    tag.on('boot', (boot) => boots.push(boot));
  }

  function make(options: FakeDeviceOptions = {}): void {
    device?.dispose();
    device = new FakeBluetoothDevice(options);
    tag = new CatpaceTag(device);
    listen();
  }

  beforeEach(() => {
    vi.useFakeTimers();
    make();
  });
  afterEach(async () => {
    await tag.disconnect();
    device.dispose();
    vi.useRealTimers();
  });

  const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
    passTimeUntil(
      promise.then(
        () => 'done',
        (error: unknown) => (error instanceof TagError ? error.code : error),
      ),
    );
  const goLive = async (): Promise<void> => {
    await passTimeUntil(tag.connect());
    await passTimeUntil(tag.start());
    await passTimeWhile(() => tag.link !== 'live');
  };
  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  /** Frames of a boot by seq, each as often as it was delivered. */
  const delivered = (bootId: number): number[] =>
    arrivals
      .filter((arrival) => arrival.bootId === bootId)
      .flatMap(({ frames }) => frames.map(({ seq }) => seq))
      .sort((a, b) => a - b);
  const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

  it('says who it is', async () => {
    expect(await passTimeUntil(tag.connect())).toMatchObject({
      family: 'catpace',
      id: 'fake-device',
      name: 'Catpace fake',
      maker: 'Fake works',
      model: 'Fake tag',
      firmware: '0.0.1',
      bootId: 1,
      streams: [
        { kind: 'accel', unitPerCount: 8 / 32768, rateHz: 50 },
        { kind: 'tension', unitPerCount: 0.02, rateHz: 80 },
      ],
    });
  });

  it('does without device information and battery', async () => {
    make({ without: [DEVICE_INFORMATION_SERVICE.uuid, '0000180f-0000-1000-8000-00805f9b34fb'] });
    expect(await passTimeUntil(tag.connect())).toMatchObject({ maker: null, model: null, firmware: null });
  });

  it('has the tag use the largest notifications that arrive', async () => {
    make({ carriesBytes: 182 });
    const sizes: number[] = [];
    device.air = (bytes) => {
      sizes.push(bytes.length);
      return [bytes];
    };
    await goLive();
    await pass(2_000);
    expect(sizes.slice(0, 4)).toEqual([20, 50, 128, 182]);
    // 200 ms of motion and tension in one notification.
    expect(sizes.at(-1)).toBe(8 + 10 * 6 + 8 + 16 * 2);
  });

  it('never does two GATT operations at once', async () => {
    await goLive();
    await passTimeUntil(Promise.all([tag.tare(), tag.tare(), tag.release(1, 3), tag.stop()]));
    expect(device.mostOperationsAtOnce).toBe(1);
  });

  describe('chooser and first connection', () => {
    const bluetooth = (requestDevice: () => Promise<BluetoothDevice>, isAvailable = true): Bluetooth =>
      Object.assign(new EventTarget(), {
        requestDevice: vi.fn(requestDevice),
        getAvailability: () => Promise.resolve(isAvailable),
      }) as unknown as Bluetooth;
    const notFound = (text: string) => Promise.reject(new DOMException(text, 'NotFoundError'));

    it('asks for the Catpace service', async () => {
      const radio = bluetooth(() => Promise.resolve(device));
      const chosen = await chooseCatpaceTag(radio);
      expect(chosen.link).toBe('idle');
      expect(radio.requestDevice).toHaveBeenCalledWith({
        filters: [{ services: [CATPACE_SERVICE.uuid] }],
        optionalServices: ['0000180f-0000-1000-8000-00805f9b34fb', '0000180a-0000-1000-8000-00805f9b34fb'],
      });
    });

    it('tells a cancelled chooser from Bluetooth that is missing or went away', async () => {
      const cancelled = 'User cancelled the requestDevice() chooser.';
      expect(await codeOf(chooseCatpaceTag(bluetooth(() => notFound(cancelled))))).toBe('chooser-cancelled');
      expect(await codeOf(chooseCatpaceTag(bluetooth(() => notFound(cancelled), false)))).toBe(
        'bluetooth-off',
      );
      expect(
        await codeOf(chooseCatpaceTag(bluetooth(() => notFound('Bluetooth adapter not available.')))),
      ).toBe('adapter-missing');
    });

    it('idle -> connecting -> idle: a tag that cannot be reached is reported, and may be tried again', async () => {
      device.connectOutcomes.push('refuse');
      expect(await codeOf(tag.connect())).toBe('connect-timeout');
      expect(links).toEqual(['connecting', 'idle']);
      await goLive();
      expect(tag.link).toBe('live');
    });

    it('does not wait for ever for a connection that hangs', async () => {
      device.connectOutcomes.push('hang');
      const begunMs = performance.now();
      expect(await codeOf(tag.connect())).toBe('connect-timeout');
      expect(performance.now() - begunMs).toBeLessThan(15_000);
    });

    it('sends a device away that lacks the service or a part of it', async () => {
      for (const missing of [CATPACE_SERVICE.uuid, CATPACE_SERVICE.control]) {
        make({ without: [missing] });
        expect(await codeOf(tag.connect())).toBe('wrong-device');
        expect(tag.link).toBe('idle');
        expect(device.gatt.connected).toBe(false);
      }
    });

    it('does not guess at a version of the profile that it does not know', async () => {
      vi.spyOn(device.firmware, 'readStatus').mockReturnValue(Uint8Array.of(2, 0, 0));
      expect(await codeOf(tag.connect())).toBe('version-unknown');
    });
  });

  describe('requests', () => {
    it('rejects when the tag refuses, cannot or does not answer', async () => {
      await goLive();
      device.firmware.setFaults(['load-cell']);
      expect(await codeOf(tag.tare())).toBe('sensor-fault');
      device.mute = true;
      expect(await codeOf(tag.tare())).toBe('request-timeout');
      device.mute = false;
      device.firmware.setFaults([]);
      expect(await codeOf(tag.tare())).toBe('done');
    });

    it('knows that a tag without a load cell cannot tare', async () => {
      const capabilities = { accel: true, tension: false, gyro: false, log: true, button: false };
      make({ firmware: { capabilities } });
      await goLive();
      expect(tag.info?.streams.map(({ kind }) => kind)).toEqual(['accel']);
      expect(await codeOf(tag.tare())).toBe('not-available');
    });

    it('rejects what waits when the link breaks', async () => {
      await goLive();
      device.mute = true;
      const tare = codeOf(tag.tare());
      await pass(100);
      device.dropLink();
      expect(await tare).toBe('link-lost');
    });

    it('tells of faults when they come and go', async () => {
      const faults: (readonly TagFault[])[] = [];
      tag.on('faults', (now) => faults.push(now));
      await goLive();
      device.firmware.setFaults(['load-cell']);
      device.gatt.notify(CATPACE_SERVICE.status, device.firmware.readStatus(performance.now()));
      device.firmware.setFaults([]);
      device.gatt.notify(CATPACE_SERVICE.status, device.firmware.readStatus(performance.now()));
      expect(faults).toEqual([['load-cell'], []]);
    });
  });

  describe('frames that get lost', () => {
    it('fetches every frame from the log, once, while live frames go on', async () => {
      let n = 0;
      let held: Uint8Array | null = null;
      await goLive();
      // 1 in 10 lost, 1 in 10 doubled, 1 in 10 after the one behind it.
      device.air = (bytes) => {
        n += 1;
        const late = held;
        held = null;
        if (n % 10 === 3) return late ? [late] : [];
        if (n % 10 === 6) return [bytes, bytes];
        if (n % 10 === 8) {
          held = bytes;
          return late ? [late] : [];
        }
        return late ? [bytes, late] : [bytes];
      };
      await pass(60_000);
      device.air = (bytes) => [bytes];
      await pass(3_000);
      const made = device.firmware.log.nextSeq;
      expect(made).toBeGreaterThan(600);
      expect(delivered(1).slice(0, made - 4)).toEqual(upTo(made - 4));
      expect(counts.at(-1)).toMatchObject({ missingFrames: 0, faults: 0 });
      expect(counts.at(-1)!.duplicateFrames).toBeGreaterThan(10);
      expect(tag.link).toBe('live');
    });

    it('lets the owner tare while a long report runs', async () => {
      await goLive();
      device.air = () => [];
      await pass(2_000);
      // Keeps the watchdog content: nothing but every fiftieth notification arrives.
      let n = 0;
      device.air = (bytes) => (++n % 12 === 0 ? [bytes] : []);
      await pass(60_000);
      device.air = (bytes) => [bytes];
      await pass(400);
      const begunMs = performance.now();
      await passTimeUntil(tag.tare());
      expect(performance.now() - begunMs).toBeLessThan(5_000);
      expect(counts.at(-1)!.missingFrames).toBeGreaterThan(0);
      await passTimeWhile(() => counts.at(-1)!.missingFrames > 0);
    });

    it('gives up what the tag has overwritten, and goes on counting it', async () => {
      make({ firmware: { logBytes: 4_000 } });
      await goLive();
      const before = device.firmware.log.nextSeq;
      device.dropLink();
      device.connectOutcomes.push('refuse', 'refuse', 'refuse', 'refuse');
      await passTimeWhile(() => tag.link !== 'live');
      await pass(10_000);
      const { missingFrames } = counts.at(-1)!;
      expect(missingFrames).toBeGreaterThan(0);
      const got = delivered(1);
      expect(new Set(got).size).toBe(got.length);
      // One stretch is missing and nothing else.
      const gap = upTo(got.at(-1)!).filter((seq) => !got.includes(seq));
      expect(gap).toHaveLength(missingFrames);
      expect(gap.at(-1)! - gap[0]! + 1).toBe(gap.length);
      expect(gap[0]).toBeGreaterThanOrEqual(before - 2);
      expect(gaps).toEqual([{ bootId: 1, fromSeq: gap[0], toSeq: gap.at(-1) }]);
      // It is not asked for again and again.
      const reports = device.requests.filter(([op]) => op === 0x10).length;
      await pass(20_000);
      expect(device.requests.filter(([op]) => op === 0x10)).toHaveLength(reports);
    });

    it('is not led astray by bytes that happen to look like a frame', async () => {
      await goLive();
      const alien = encodeFrame({ kind: 'tension', seq: 5_000_000, tMs: 1, counts: Int16Array.of(1) });
      device.gatt.notify(CATPACE_SERVICE.data, alien);
      await pass(20_000);
      const reports = device.requests.filter(([op]) => op === 0x10).length;
      expect(reports).toBeLessThan(10);
      expect(tag.link).toBe('live');
      expect(arrivals.at(-1)!.frames[0]!.seq).toBe(device.firmware.log.nextSeq - 2);
    });

    it('counts faulty notifications and takes nothing from them', async () => {
      await goLive();
      const before = arrivals.length;
      device.gatt.notify(CATPACE_SERVICE.data, Uint8Array.of(0xa5, 1, 2));
      device.gatt.notify(CATPACE_SERVICE.data, new Uint8Array(0));
      expect(counts.at(-1)!.faults).toBe(2);
      expect(arrivals).toHaveLength(before);
    });

    it('never lets the tag forget a frame that has not arrived', async () => {
      await goLive();
      await pass(2_000);
      const bad = device.firmware.log.nextSeq + 2;
      device.air = (bytes) => {
        const { frames } = decodeNotification(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
        return frames.some(({ seq }) => seq === bad) ? [] : [bytes];
      };
      await pass(3_000);
      expect(counts.at(-1)!.missingFrames).toBeGreaterThan(0);
      await passTimeUntil(tag.release(1, delivered(1).at(-1)!));
      expect(device.firmware.log.firstSeq).toBeLessThanOrEqual(bad);
      expect(device.firmware.log.firstSeq).toBeGreaterThan(bad - 4);
      device.air = (bytes) => [bytes];
      await passTimeWhile(() => counts.at(-1)!.missingFrames > 0);
      await passTimeUntil(tag.release(1, delivered(1).at(-1)!));
      expect(device.firmware.log.firstSeq).toBeGreaterThan(bad);
      expect(delivered(1)).toEqual(upTo(delivered(1).length));
    });
  });

  describe('a link that breaks', () => {
    it('live -> reconnecting -> preparing -> live: comes back with nothing lost', async () => {
      await goLive();
      await pass(5_000);
      device.dropLink();
      device.connectOutcomes.push('refuse', 'hang', 'ok');
      expect(tag.link).toBe('reconnecting');
      await passTimeWhile(() => tag.link !== 'live');
      await passTimeWhile(() => counts.at(-1)!.missingFrames > 0);
      await pass(5_000);
      expect(links).toEqual([
        'connecting',
        'preparing',
        'live',
        'reconnecting',
        'preparing',
        'backfilling',
        'live',
      ]);
      expect(backfills.at(-1)).toEqual({ missing: 0, fetched: 0 });
      const missed = Math.max(...backfills.map(({ missing }) => missing));
      expect(missed).toBeGreaterThan(50);
      // What was missing at first is either fetched or still missing, at each step.
      expect(backfills.some(({ missing, fetched }) => fetched > 50 && missing > 0)).toBe(true);
      expect(gaps).toEqual([]);
      expect(delivered(1)).toEqual(upTo(delivered(1).length));
      expect(errors).toEqual([]);
      expect(device.gatt.generation).toBe(2);
      expect(device.mostOperationsAtOnce).toBe(1);
    });

    it('live -> silent -> reconnecting: finds a link that died without a word', async () => {
      await goLive();
      device.dropLink({ silently: true });
      await passTimeWhile(() => tag.link === 'live');
      expect(tag.link).toBe('silent');
      await passTimeWhile(() => tag.link === 'silent');
      expect(tag.link).toBe('reconnecting');
      device.air = (bytes) => [bytes];
      await passTimeWhile(() => tag.link !== 'live');
      await pass(3_000);
      expect(delivered(1)).toEqual(upTo(delivered(1).length));
    });

    it('survives a break in the middle of preparing', async () => {
      await goLive();
      device.dropLink();
      await passTimeWhile(() => tag.link !== 'preparing');
      await pass(17);
      device.dropLink();
      await passTimeWhile(() => tag.link !== 'live');
      await pass(3_000);
      expect(delivered(1)).toEqual(upTo(delivered(1).length));
    });

    it('takes a reboot for a new epoch, with the streams of the walk', async () => {
      await goLive();
      await pass(3_000);
      const first = delivered(1).length;
      device.reboot();
      await passTimeWhile(() => tag.link !== 'live');
      await pass(3_000);
      expect(tag.info?.bootId).toBe(2);
      expect(boots).toMatchObject([
        { bootId: 1, firstSeq: 0, formerBootId: null },
        { bootId: 2, firstSeq: 0, formerBootId: 1 },
      ]);
      expect(delivered(1)).toEqual(upTo(first));
      expect(delivered(2)).toEqual(upTo(delivered(2).length));
      expect(delivered(2).length).toBeGreaterThan(10);
    });

    it('gives up what a boot has taken with it', async () => {
      await goLive();
      await pass(3_000);
      device.air = () => [];
      await pass(600);
      device.air = (bytes) => [bytes];
      await pass(200);
      // Before the hole can be asked for.
      device.reboot();
      const made = device.firmware.boots[0]!.frames.length;
      await passTimeWhile(() => tag.link !== 'live');
      const got = delivered(1);
      const gap = upTo(made).filter((seq) => !got.includes(seq));
      expect(gaps).toEqual([{ bootId: 1, fromSeq: gap[0], toSeq: gap.at(-1) }]);
      expect(counts.at(-1)!.missingFrames).toBe(gap.length);
      expect(tag.link).toBe('live');
    });

    it('shows no fetching for a tag without a log', async () => {
      const capabilities = { accel: true, tension: true, gyro: false, log: false, button: false };
      make({ firmware: { capabilities } });
      await goLive();
      device.dropLink();
      device.connectOutcomes.push('hang', 'ok');
      await passTimeWhile(() => tag.link !== 'live');
      await pass(3_000);
      expect(tag.link).toBe('live');
      expect(links).not.toContain('backfilling');
      expect(counts.at(-1)!.missingFrames).toBeGreaterThan(50);
      expect(await codeOf(tag.fetchLog())).toBe('not-available');
    });

    it('is lost after three minutes and says so once; the owner may try again', async () => {
      await goLive();
      device.dropLink();
      device.connectOutcomes.push(...Array.from({ length: 100 }, () => 'refuse' as const));
      const begunMs = performance.now();
      await passTimeWhile(() => tag.link !== 'lost', 300_000);
      expect(performance.now() - begunMs).toBeGreaterThan(175_000);
      expect(errors.map(({ code }) => code)).toEqual(['link-lost']);
      expect(await codeOf(tag.connect())).toBe('connect-timeout');
      expect(tag.link).toBe('lost');
      device.connectOutcomes.length = 0;
      await passTimeUntil(tag.connect());
      await passTimeWhile(() => tag.link !== 'live');
    });

    it('stays stopped when it comes back stopped', async () => {
      await goLive();
      await passTimeUntil(tag.stop());
      const before = arrivals.length;
      device.dropLink();
      await passTimeWhile(() => tag.link !== 'preparing');
      await pass(15_000);
      expect(tag.link).toBe('preparing');
      expect(arrivals).toHaveLength(before);
    });

    it('does not come back once it was ended', async () => {
      await goLive();
      device.dropLink();
      await tag.disconnect();
      await pass(60_000);
      expect(tag.link).toBe('ended');
      expect(device.gatt.connected).toBe(false);
    });
  });

  describe('a tag that is chosen again', () => {
    const bluetooth = (chosen: BluetoothDevice): Bluetooth =>
      Object.assign(new EventTarget(), {
        requestDevice: () => Promise.resolve(chosen),
        getAvailability: () => Promise.resolve(true),
      }) as unknown as Bluetooth;

    it('lost -> connecting -> backfilling -> live: the same object, nothing asked for or delivered twice', async () => {
      await goLive();
      await pass(2_000);
      device.dropLink();
      device.connectOutcomes.push(...Array.from({ length: 100 }, () => 'refuse' as const));
      await passTimeWhile(() => tag.link !== 'lost', 300_000);
      device.connectOutcomes.length = 0;
      const again = await chooseCatpaceTag(bluetooth(device), new CatpaceTag(new FakeBluetoothDevice()), tag);
      // Both fakes have one id, as one device has: the first in the list takes it.
      expect(again).toBeInstanceOf(CatpaceTag);
      expect(await chooseCatpaceTag(bluetooth(device), tag)).toBe(tag);
      await passTimeUntil(tag.connect());
      await passTimeWhile(() => tag.link !== 'live');
      expect(links.slice(-4)).toEqual(['connecting', 'preparing', 'backfilling', 'live']);
      await pass(1_000);
      expect(delivered(1)).toEqual(upTo(delivered(1).length));
      expect(delivered(1).length).toBeGreaterThan(1_500);
      expect(counts.at(-1)).toMatchObject({ missingFrames: 0, duplicateFrames: 0 });
    });

    it('hears the break of the device object that it was given last, and no more of the former', async () => {
      await goLive();
      const former = device;
      former.dispose();
      device = new FakeBluetoothDevice();
      expect(tag.adopt(device)).toBe(true);
      former.gatt.breakOff();
      expect(tag.link).toBe('live');
      device.dispatchEvent(new Event('gattserverdisconnected'));
      expect(tag.link).toBe('reconnecting');
    });

    it('is another tag when another device is picked, or its link was ended', async () => {
      const other = Object.assign(new EventTarget(), { id: 'other', gatt: device.gatt }) as never;
      expect(tag.adopt(other)).toBe(false);
      await tag.disconnect();
      expect(await chooseCatpaceTag(bluetooth(device), tag)).not.toBe(tag);
    });
  });

  describe('a log that is fetched', () => {
    /** The tag has walked alone: streams on, nobody there. */
    async function walkAlone(ms: number, options: FakeDeviceOptions = {}): Promise<void> {
      make(options);
      await goLive();
      await tag.disconnect();
      await pass(ms);
      tag = new CatpaceTag(device);
      listen();
    }

    it('brings the whole walk that the tag made alone, without starting anything', async () => {
      await walkAlone(60_000);
      const requestsBefore = device.requests.length;
      await passTimeUntil(tag.connect('whole-log'));
      expect(boots).toMatchObject([{ bootId: 1, firstSeq: 0, formerBootId: null }]);
      const progress: BackfillProgress[] = [];
      const made = device.firmware.log.nextSeq;
      await passTimeUntil(tag.fetchLog((one) => progress.push(one)));
      expect(delivered(1).slice(0, made)).toEqual(upTo(made));
      expect(tag.link).toBe('preparing');
      expect(links).toContain('backfilling');
      expect(device.requests.slice(requestsBefore).some(([op]) => op === 0x01)).toBe(false);
      // For a progress bar: the share that is here only grows.
      const shares = progress.slice(0, -1).map(({ missing, fetched }) => fetched / (missing + fetched));
      expect(shares.length).toBeGreaterThan(20);
      shares.slice(1).forEach((share, i) => expect(share).toBeGreaterThanOrEqual(shares[i]! - 0.01));
      expect(progress.at(-1)).toEqual({ missing: 0, fetched: 0 });
      // Nothing is forgotten before it is safe.
      expect(device.firmware.log.firstSeq).toBe(0);
      await passTimeUntil(tag.release(1, made - 1));
      expect(device.firmware.log.firstSeq).toBe(made);
    });

    it('goes on after breaks, through loss, and once more from what is held', async () => {
      await walkAlone(120_000);
      device.firmware.control(Uint8Array.of(0x02, 1), performance.now());
      const made = device.firmware.log.nextSeq;
      let n = 0;
      device.air = (bytes) => (++n % 10 === 0 ? [] : [bytes]);
      await passTimeUntil(tag.connect('whole-log'));
      const fetching = tag.fetchLog().catch((error: unknown) => error);
      await passTimeWhile(() => delivered(1).length < 300);
      device.dropLink();
      await passTimeWhile(() => delivered(1).length < 600);
      device.dropLink({ silently: true });
      await passTimeWhile(() => tag.link !== 'reconnecting');
      device.air = (bytes) => (++n % 10 === 0 ? [] : [bytes]);
      await passTimeWhile(() => delivered(1).length < 900);
      // The page dies; another one goes on with what was safe.
      await tag.disconnect();
      expect(await passTimeUntil(fetching)).toMatchObject({ code: 'link-lost' });
      const held = [...new Set(delivered(1))].filter((seq) => seq % 100 !== 7).sort((a, b) => a - b);
      tag = new CatpaceTag(device);
      listen();
      await passTimeUntil(tag.connect([{ bootId: 1, ranges: held.map((seq) => ({ from: seq, to: seq })) }]));
      expect(boots).toMatchObject([{ bootId: 1, firstSeq: 0, formerBootId: null }]);
      await passTimeUntil(tag.fetchLog(), 120_000);
      const got = delivered(1);
      expect(got.filter((seq) => held.includes(seq))).toEqual([]);
      expect([...held, ...got].sort((a, b) => a - b)).toEqual(upTo(made));
    });

    it('at the end of a walk: what got lost last is fetched though nothing follows it', async () => {
      await goLive();
      await pass(2_000);
      device.air = () => [];
      await pass(600);
      await passTimeUntil(tag.stop());
      device.air = (bytes) => [bytes];
      const made = device.firmware.log.nextSeq;
      expect(delivered(1).length).toBeLessThan(made);
      await passTimeUntil(tag.fetchLog());
      expect(delivered(1)).toEqual(upTo(made));
      // With nothing missing it is done at once.
      const beganMs = performance.now();
      await passTimeUntil(tag.fetchLog());
      expect(performance.now() - beganMs).toBeLessThan(100);
    });

    it('takes all of a boot that the walk that goes on has not seen', async () => {
      await walkAlone(10_000);
      await passTimeUntil(tag.connect([{ bootId: 77, ranges: [{ from: 5, to: 900 }] }]));
      const made = device.firmware.log.nextSeq;
      await passTimeUntil(tag.fetchLog());
      expect(delivered(1).slice(0, made)).toEqual(upTo(made));
    });

    it('rejects when the link is lost for good', async () => {
      await walkAlone(60_000);
      await passTimeUntil(tag.connect('whole-log'));
      const outcome = tag.fetchLog().catch((error: unknown) => error);
      device.connectOutcomes.push(...Array.from({ length: 100 }, () => 'refuse' as const));
      device.dropLink();
      await passTimeWhile(() => tag.link !== 'lost', 300_000);
      expect(await passTimeUntil(outcome)).toMatchObject({ code: 'link-lost' });
    });

    it('wants a link', async () => {
      expect(await codeOf(tag.fetchLog())).toBe('link-lost');
    });
  });
});
