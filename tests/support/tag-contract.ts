import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VALUES_PER_SAMPLE } from '../../lib/tag/frame';
import type { FrameArrival, LinkCounts, LinkState, Tag, TagInfo } from '../../lib/tag/tag';
import { TagError } from '../../lib/tag/tag-error';
import { passTimeUntil, passTimeWhile } from './fake-time';

export interface TagUnderTest {
  tag: Tag;
  /** Called at the end of each test. */
  dispose?: () => void;
}

/** Everything that a tag said, in order. */
interface Heard {
  links: LinkState[];
  arrivals: FrameArrival[];
  counts: LinkCounts[];
  batteries: (number | null)[];
  errors: TagError[];
}

function listenTo(tag: Tag): Heard {
  const heard: Heard = { links: [], arrivals: [], counts: [], batteries: [], errors: [] };
  tag.on('link', (link) => heard.links.push(link));
  tag.on('frames', (arrival) => heard.arrivals.push(arrival));
  tag.on('counts', (counts) => heard.counts.push(counts));
  tag.on('battery', (percent) => heard.batteries.push(percent));
  tag.on('error', (error) => heard.errors.push(error));
  return heard;
}

/** What every tag has to do, whatever its radio or model. Time is the fake timers'. */
export function describeTag(name: string, makeTag: () => TagUnderTest): void {
  describe(`${name} keeps the contract of a tag`, () => {
    let tag: Tag;
    let heard: Heard;
    let dispose: (() => void) | undefined;

    beforeEach(() => {
      vi.useFakeTimers();
      vi.setSystemTime(Date.UTC(2026, 4, 1, 12));
      ({ tag, dispose } = makeTag());
      heard = listenTo(tag);
    });

    afterEach(async () => {
      await tag.disconnect();
      dispose?.();
      vi.useRealTimers();
    });

    const connect = (): Promise<TagInfo> => passTimeUntil(tag.connect());
    const goLive = async (): Promise<void> => {
      await connect();
      await passTimeUntil(tag.start());
      await passTimeWhile(() => tag.link !== 'live');
    };
    const framesOf = (arrivals: readonly FrameArrival[]) => arrivals.flatMap(({ frames }) => frames);
    const outcomeOf = (promise: Promise<unknown>): Promise<unknown> =>
      passTimeUntil(
        promise.then(
          () => 'done',
          (error: unknown) => error,
        ),
      );

    it('is idle and knows nothing before it is connected', () => {
      expect(tag.link).toBe('idle');
      expect(tag.info).toBeNull();
    });

    it('idle -> connecting -> preparing: then it says completely what it is', async () => {
      const info = await connect();
      expect(heard.links).toEqual(['connecting', 'preparing']);
      expect(tag.link).toBe('preparing');
      expect(tag.info).toEqual(info);
      expect(info.family).toBe(tag.family);
      expect(info.id).not.toBe('');
      expect(info.name).not.toBe('');
      expect(info.streams.length).toBeGreaterThan(0);
      for (const { kind, unitPerCount, rateHz } of info.streams) {
        expect(info.capabilities[kind]).toBe(true);
        expect(unitPerCount).toBeGreaterThan(0);
        expect(rateHz).toBeGreaterThan(0);
      }
      expect(new Set(info.streams.map(({ kind }) => kind)).size).toBe(info.streams.length);
      expect(Number.isInteger(info.bootId)).toBe(true);
    });

    it('connects once, however often it is asked', async () => {
      const infos = await passTimeUntil(Promise.all([connect(), tag.connect()]));
      expect(await connect()).toEqual(infos[0]);
      expect(heard.links).toEqual(['connecting', 'preparing']);
    });

    it('tells the battery', async () => {
      await goLive();
      expect(heard.batteries.length).toBeGreaterThan(0);
      expect(heard.batteries.every((percent) => percent === null || (percent >= 0 && percent <= 100))).toBe(
        true,
      );
    });

    it('sends no sample before start', async () => {
      await connect();
      await vi.advanceTimersByTimeAsync(2_000);
      expect(heard.arrivals).toEqual([]);
      expect(tag.link).toBe('preparing');
    });

    it('is live with the first frame', async () => {
      await goLive();
      expect(heard.links).toEqual(['connecting', 'preparing', 'live']);
      expect(heard.arrivals.length).toBeGreaterThan(0);
    });

    it('brings each frame once, in rising order, in the streams that it named', async () => {
      await goLive();
      await vi.advanceTimersByTimeAsync(10_000);
      const frames = framesOf(heard.arrivals);
      expect(frames.length).toBeGreaterThan(20);
      frames.slice(1).forEach((frame, i) => expect(frame.seq).toBe(frames[i]!.seq + 1));
      for (const frame of frames) {
        if (frame.kind === 'note') continue;
        expect(tag.info!.streams.map(({ kind }) => kind)).toContain(frame.kind);
        expect(frame.counts.length % VALUES_PER_SAMPLE[frame.kind]).toBe(0);
      }
    });

    it('spaces the samples of each stream by its rate', async () => {
      await goLive();
      await vi.advanceTimersByTimeAsync(10_000);
      for (const { kind, rateHz } of tag.info!.streams) {
        const frames = framesOf(heard.arrivals).filter((frame) => frame.kind === kind);
        const [first] = frames;
        let samples = 0;
        for (const frame of frames) {
          if (frame.kind === 'note') continue;
          // Device time is whole milliseconds; a tag's sampling may be one sample off where a frame begins.
          expect(Math.abs(frame.tMs - first!.tMs - (samples * 1000) / rateHz)).toBeLessThanOrEqual(
            1000 / rateHz + 1,
          );
          samples += frame.counts.length / VALUES_PER_SAMPLE[frame.kind];
        }
        expect(samples).toBeGreaterThan(9 * rateHz);
      }
    });

    it('dates arrivals as epoch ms that agree with device time', async () => {
      await goLive();
      await vi.advanceTimersByTimeAsync(5_000);
      const offsets = heard.arrivals.map(({ arrivalMs, frames }) => arrivalMs - frames.at(-1)!.tMs);
      expect(Math.max(...offsets) - Math.min(...offsets)).toBeLessThan(300);
      expect(Math.abs(heard.arrivals[0]!.arrivalMs - Date.UTC(2026, 4, 1, 12))).toBeLessThan(60_000);
      expect(new Set(heard.arrivals.map(({ bootId }) => bootId))).toEqual(new Set([tag.info!.bootId]));
    });

    it('counts what the radio brought; the counts only rise', async () => {
      await goLive();
      await vi.advanceTimersByTimeAsync(3_000);
      const last = heard.counts.at(-1)!;
      expect(last.frames).toBe(framesOf(heard.arrivals).length);
      expect(last.notifications).toBeGreaterThanOrEqual(heard.arrivals.length);
      expect(last).toMatchObject({ duplicateFrames: 0, faults: 0, missingFrames: 0 });
      heard.counts.slice(1).forEach((counts, i) => {
        expect(counts.bytes).toBeGreaterThan(heard.counts[i]!.bytes);
        expect(counts.frames).toBeGreaterThanOrEqual(heard.counts[i]!.frames);
      });
    });

    it('takes the pull of now as zero, or says that it has no load cell', async () => {
      await goLive();
      await vi.advanceTimersByTimeAsync(1_000);
      if (!tag.info!.capabilities.tension) {
        expect(await outcomeOf(tag.tare())).toMatchObject({ code: 'not-available' });
        return;
      }
      const removedN = await passTimeUntil(tag.tare());
      expect(Number.isFinite(removedN)).toBe(true);
      expect(removedN).not.toBe(0);
    });

    it('stops when told to, stays connected, and starts again', async () => {
      await goLive();
      await passTimeUntil(tag.stop());
      expect(tag.link).toBe('preparing');
      const before = heard.arrivals.length;
      await vi.advanceTimersByTimeAsync(20_000);
      expect(heard.arrivals.length).toBe(before);
      expect(heard.links).toEqual(['connecting', 'preparing', 'live', 'preparing']);
      await passTimeUntil(tag.start());
      await passTimeWhile(() => tag.link !== 'live');
      expect(heard.arrivals.length).toBeGreaterThan(before);
      // The pause is no hole.
      expect(heard.counts.at(-1)!.missingFrames).toBe(0);
    });

    it('lets frames be released, and does not mind nonsense', async () => {
      await goLive();
      const { bootId, frames } = heard.arrivals.at(-1)!;
      await passTimeUntil(tag.release(bootId, frames.at(-1)!.seq));
      await passTimeUntil(tag.release(bootId + 1, 5));
      await vi.advanceTimersByTimeAsync(1_000);
      expect(tag.link).toBe('live');
      expect(heard.counts.at(-1)!.missingFrames).toBe(0);
    });

    it('ends for good: never rejects, in whatever state and however often', async () => {
      await goLive();
      await passTimeUntil(tag.disconnect());
      await passTimeUntil(tag.disconnect());
      expect(heard.links.at(-1)).toBe('ended');
      const before = heard.arrivals.length;
      await vi.advanceTimersByTimeAsync(30_000);
      expect(heard.arrivals.length).toBe(before);
      expect(heard.links.at(-1)).toBe('ended');
      expect(heard.errors).toEqual([]);
    });

    it('ends while it is connecting', async () => {
      const outcome = outcomeOf(tag.connect());
      await passTimeUntil(tag.disconnect());
      expect(await outcome).toBeInstanceOf(TagError);
      await vi.advanceTimersByTimeAsync(30_000);
      expect(tag.link).toBe('ended');
    });

    it('rejects with TagError what cannot be done', async () => {
      expect(await outcomeOf(tag.start())).toBeInstanceOf(TagError);
      expect(await outcomeOf(tag.tare())).toBeInstanceOf(TagError);
      await connect();
      await tag.disconnect();
      for (const ask of [() => tag.connect(), () => tag.start(), () => tag.tare()])
        expect(await outcomeOf(ask())).toBeInstanceOf(TagError);
      expect(await outcomeOf(tag.stop())).toBe('done');
    });

    it('tells nothing to a listener that was taken off', async () => {
      await connect();
      let frames = 0;
      const off = tag.on('frames', () => {
        frames += 1;
      });
      await passTimeUntil(tag.start());
      await passTimeWhile(() => tag.link !== 'live');
      off();
      off();
      const before = frames;
      const others = heard.arrivals.length;
      await vi.advanceTimersByTimeAsync(2_000);
      expect(frames).toBe(before);
      expect(heard.arrivals.length).toBeGreaterThan(others);
    });
  });
}
