import { afterEach, beforeEach, vi } from 'vitest';
import type { SensorFamily } from '../../lib/tag/gatt/sensor-driver';
import { SensorTag } from '../../lib/tag/gatt/sensor-tag';
import type { FrameArrival, LinkCounts, LinkState } from '../../lib/tag/tag';
import type { StreamKind } from '../../lib/tag/frame';
import { TagError } from '../../lib/tag/tag-error';
import { FakeFamilyDevice } from './fake-family-device';
import { passTimeUntil, passTimeWhile } from './fake-time';
import type { FamilyFirmware } from './families/family-firmware';

/** A tag of some family over a fake radio, with all that it has said. Time is the fake timers'. */
export class WalkingFamily<Firmware extends FamilyFirmware> {
  readonly device: FakeFamilyDevice<Firmware>;
  readonly tag: SensorTag;
  readonly links: LinkState[] = [];
  readonly arrivals: FrameArrival[] = [];
  readonly batteries: (number | null)[] = [];
  counts: LinkCounts | null = null;

  constructor(family: SensorFamily, makeFirmware: (nowMs: number) => Firmware, without: string[] = []) {
    this.device = new FakeFamilyDevice('Fake', makeFirmware, without);
    this.tag = new SensorTag(this.device, family);
    this.tag.on('link', (link) => this.links.push(link));
    this.tag.on('frames', (arrival) => this.arrivals.push(arrival));
    this.tag.on('battery', (percent) => this.batteries.push(percent));
    this.tag.on('counts', (counts) => {
      this.counts = counts;
    });
    running.push(this);
  }

  async connect(): Promise<void> {
    await passTimeUntil(this.tag.connect());
  }

  async goLive(): Promise<void> {
    await this.connect();
    await passTimeUntil(this.tag.start());
    await passTimeWhile(() => this.tag.link !== 'live');
  }

  async until(state: LinkState): Promise<void> {
    await passTimeWhile(() => this.tag.link !== state);
  }

  /** Why something was rejected. */
  async codeOf(promise: Promise<unknown>): Promise<string> {
    return passTimeUntil(
      promise.then(
        () => 'done',
        (error: unknown) => (error instanceof TagError ? error.code : String(error)),
      ),
    );
  }

  /** All samples of a stream as quantities, with device time (of the present boot, unless another is named). */
  samples(kind: StreamKind, bootId = this.tag.info!.bootId): { tMs: number; values: number[] }[] {
    const format = this.tag.info!.streams.find((stream) => stream.kind === kind)!;
    const width = kind === 'tension' ? 1 : 3;
    return this.arrivals
      .filter((arrival) => arrival.bootId === bootId)
      .flatMap(({ frames }) => frames)
      .flatMap((frame) => {
        if (frame.kind !== kind) return [];
        return Array.from({ length: frame.counts.length / width }, (_, i) => ({
          tMs: frame.tMs + (i * 1000) / format.rateHz,
          values: [...frame.counts.subarray(i * width, (i + 1) * width)].map(
            (count) => count * format.unitPerCount,
          ),
        }));
      });
  }
}

const running: WalkingFamily<FamilyFirmware>[] = [];

/** Fake timers for each test of this file, and an end to all tags of a test. */
export function useFakeRadio(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(Date.UTC(2026, 4, 1, 12));
  });
  afterEach(async () => {
    for (const { tag, device } of running.splice(0)) {
      await tag.disconnect();
      device.dispose();
    }
    vi.useRealTimers();
  });
}
