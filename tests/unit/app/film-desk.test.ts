import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FilmDesk } from '../../../lib/app/film-desk.svelte';
import { FilmError, openFilm } from '../../../lib/app/film-file';
import { readFilmSound } from '../../../lib/app/film-sound';
import { ReplayDesk } from '../../../lib/app/replay-desk.svelte';
import { findThreeTaps, type ThreeTaps } from '../../../lib/signal/find-three-taps';
import { SoundEnvelope } from '../../../lib/signal/sound-envelope';
import { readFilmOfWalk, readFilmStart } from '../../../lib/store/films';
import { addWholeWalks } from '../../../lib/store/whole-walks';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

vi.mock('../../../lib/app/film-file', async (original) => ({
  ...(await original<object>()),
  canRememberFiles: () => false,
  openFilm: vi.fn(),
}));
vi.mock('../../../lib/app/film-sound', () => ({ readFilmSound: vi.fn() }));
// The walk of these tests is one of a cat that walks: what it is tapped with is told.
vi.mock('../../../lib/signal/find-three-taps', () => ({ findThreeTaps: vi.fn(() => []) }));
beforeEach(() => {
  vi.mocked(findThreeTaps).mockReset().mockReturnValue([]);
  vi.mocked(readFilmSound).mockReset().mockResolvedValue('no-sound');
  vi.stubGlobal('cancelAnimationFrame', () => {});
  vi.stubGlobal('requestAnimationFrame', () => 1);
});

/** What a new film's frames are taken to last, ms. */
const FRAME_MS = 1000 / 30;

type Told = (now: number, frame: { mediaTime: number; presentationTime: number }) => void;

/** What of a video element the desk drives. */
class FakeVideo extends EventTarget {
  currentTime = 0;
  playbackRate = 1;
  paused = true;
  ended = false;
  seeking = false;
  playError: unknown = null;
  #told: Told | null = null;

  requestVideoFrameCallback(told: Told): void {
    this.#told = told;
  }

  play(): Promise<void> {
    if (this.playError) return Promise.reject(this.playError as Error);
    this.paused = false;
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
  }

  /** The screen shows a frame. */
  show(mediaS: number): void {
    this.currentTime = mediaS;
    this.#told!(0, { mediaTime: mediaS, presentationTime: performance.now() });
  }
}

/** A walk of 10 s with a film of 4 s that began 3 s into it, by the time in its file. */
async function withFilm() {
  const { database } = freshDatabase();
  const { walk, ...rest } = recordedWalk(10_000);
  await addWholeWalks(database, [{ walk, ...rest }]);
  const file = new File(['film'], 'IMG_0042.MOV', { lastModified: 5 });
  const opened = { file, url: 'blob:film', durationMs: 4_000, createdAtMs: walk.startedAtMs + 3_000 };
  vi.mocked(openFilm).mockReset().mockResolvedValue(opened);
  const replay = new ReplayDesk(database, walk.id);
  const desk = new FilmDesk(database, walk.id, replay);
  const video = new FakeVideo();
  await replay.loaded;
  await desk.take(file);
  desk.attach(video as unknown as HTMLVideoElement);
  return { database, walk, file, replay, desk, video };
}

describe('the film beside a walk', () => {
  it('lies where the time in its file puts it, and is remembered', async () => {
    const { database, walk, file, desk } = await withFilm();
    expect(desk.trouble).toBeNull();
    expect(desk.place).toEqual({ startMs: 3_000, durationMs: 4_000 });
    expect(desk.clocks).toEqual(['start-in-file', 'end-in-file', 'saved', 'by-walk-start']);
    expect(await readFilmOfWalk(database, walk.id)).toMatchObject({ name: 'IMG_0042.MOV', size: 4 });
    expect(await readFilmStart(database, file)).toMatchObject({ clock: 'start-in-file' });
  });

  it('shows the frame of the cursor, and plays only where it has one', async () => {
    const { replay, desk, video } = await withFilm();
    replay.seek(5_000);
    expect(video.currentTime).toBeCloseTo(2);
    expect(desk.shows).toBe(true);
    replay.play();
    expect([desk.leads, video.paused]).toEqual([true, false]);
    replay.pause();
    expect([desk.leads, video.paused]).toEqual([false, true]);
    replay.seek(1_000);
    expect(desk.shows).toBe(false);
    replay.play();
    expect([desk.leads, video.paused]).toEqual([false, true]);
  });

  it('is the clock while it plays: the cursor goes where its frame is, at every speed', async () => {
    const { replay, desk, video } = await withFilm();
    replay.seek(4_000);
    replay.speed = 4;
    replay.play();
    expect(video.playbackRate).toBe(4);
    video.show(2.5);
    expect(replay.cursorMs).toBeCloseTo(5_500);
    video.dispatchEvent(new Event('ended'));
    expect(desk.leads).toBe(false);
    expect(replay.cursorMs).toBeCloseTo(7_000);
  });

  it('steps by a frame and takes the cursor along, and goes alone while it is lined up', async () => {
    const { replay, desk, video } = await withFilm();
    replay.seek(5_000);
    video.show(2);
    desk.step(1);
    expect(video.currentTime).toBeCloseTo(2 + (1.5 * FRAME_MS) / 1000, 3);
    const after = replay.cursorMs;
    expect(after - 5_000).toBeCloseTo(FRAME_MS, 0);
    desk.beginLining();
    desk.step(-1);
    desk.seekFilm(1_000);
    expect(replay.cursorMs).toBe(after);
    expect(video.currentTime).toBeCloseTo(1);
  });

  it('is laid anew by a frame and a moment, moved by frames, and goes by another clock again', async () => {
    const { database, file, walk, desk } = await withFilm();
    desk.beginLining();
    desk.seekFilm(1_000);
    await desk.lineUp(6_000);
    expect(desk.lining).toBe(false);
    expect(desk.place!.startMs).toBeCloseTo(6_000 - desk.frameAtMs, -2);
    const { startMs } = desk.place!;
    await desk.shift(-2);
    expect(desk.place!.startMs).toBeCloseTo(startMs - 2 * desk.frameLengthMs);
    expect(await readFilmStart(database, file)).toEqual({
      startedAtMs: desk.start!.startedAtMs,
      clock: 'by-frame',
    });
    await desk.goBy('by-walk-start');
    expect(desk.start).toEqual({ startedAtMs: walk.startedAtMs, clock: 'by-walk-start' });
  });

  it('that seeks is sent where it was last wished, once it is there', async () => {
    const { desk, video } = await withFilm();
    video.seeking = true;
    const before = video.currentTime;
    desk.seekFilm(500);
    desk.seekFilm(1_500);
    expect(video.currentTime).toBe(before);
    video.seeking = false;
    video.dispatchEvent(new Event('seeked'));
    expect(video.currentTime).toBeCloseTo(1.5);
  });

  it('that the browser will not play is said, and the walk plays alone', async () => {
    const { replay, desk, video } = await withFilm();
    video.playError = new DOMException('no', 'NotSupportedError');
    replay.seek(5_000);
    replay.play();
    await vi.waitFor(() => expect(desk.trouble).not.toBeNull());
    expect([desk.leads, replay.playing]).toEqual([false, true]);
    replay.pause();
    replay.play();
    expect(desk.leads).toBe(false);
  });

  it('that is no film is said, and nothing is kept', async () => {
    const { database, walk, desk } = await withFilm();
    await desk.remove();
    expect(await readFilmOfWalk(database, walk.id)).toBeNull();
    vi.mocked(openFilm).mockRejectedValue(new FilmError('no-film'));
    await desk.take(new File(['text'], 'notes.txt'));
    expect(desk.trouble?.title).toMatch(/\w/);
    expect([desk.film, desk.busy]).toEqual([null, false]);
    expect(await readFilmOfWalk(database, walk.id)).toBeNull();
  });

  it('that this page cannot open by itself is asked for by its name', async () => {
    const { database, walk, desk } = await withFilm();
    desk.close();
    const again = new FilmDesk(database, walk.id, new ReplayDesk(database, walk.id));
    await vi.waitFor(() => expect(again.missing).toMatchObject({ name: 'IMG_0042.MOV' }));
    expect(again.film).toBeNull();
  });
});

describe('three taps in the film’s sound', () => {
  /** The tag felt them 5 s into the walk; they are heard 1.2 s into the film. */
  const FELT: ThreeTaps = { tMs: [5_000, 5_400, 5_900], strengthG: 3, withinMs: 0 };
  const AT_S = [1.2, 1.6, 2.1];

  function sound(atS = AT_S): SoundEnvelope {
    const envelope = new SoundEnvelope();
    const samples = new Float32Array(4 * 8000);
    for (const s of atS) for (let i = 0; i < 20; i++) samples[Math.round(s * 8000) + i] = i % 2 ? -0.5 : 0.5;
    envelope.push(samples, 8000, 0);
    return envelope;
  }

  async function tapped(heard: SoundEnvelope | 'no-sound' | Promise<SoundEnvelope> = sound()) {
    vi.mocked(findThreeTaps).mockReturnValue([FELT]);
    vi.mocked(readFilmSound).mockReturnValue(Promise.resolve(heard));
    return withFilm();
  }

  it('lay a new film beside the walk by themselves, are remembered, and are taken back', async () => {
    const { database, file, walk, desk } = await tapped();
    await vi.waitFor(() => expect(desk.ear.heard).toMatchObject({ kind: 'found' }));
    await vi.waitFor(() => expect(desk.start?.clock).toBe('by-sound'));
    expect(Math.abs(desk.place!.startMs - 3_800)).toBeLessThan(10);
    await vi.waitFor(async () =>
      expect((await readFilmStart(database, file))?.startedAtMs).toBeCloseTo(walk.startedAtMs + 3_800, -1.5),
    );
    await desk.unhear();
    expect([desk.start?.clock, desk.ear.heard]).toEqual(['start-in-file', null]);
    expect((await readFilmStart(database, file))?.clock).toBe('start-in-file');
  });

  it('are not listened for where the tag felt none, or where it is known when the film began', async () => {
    const { file, desk } = await withFilm();
    expect(readFilmSound).not.toHaveBeenCalled();
    vi.mocked(findThreeTaps).mockReturnValue([FELT]);
    await desk.take(file);
    expect(readFilmSound).not.toHaveBeenCalled();
    expect(desk.start?.clock).toBe('start-in-file');
  });

  it('that are not heard change nothing, and are looked for again when that is asked', async () => {
    const { desk } = await tapped('no-sound');
    await vi.waitFor(() => expect(desk.ear.heard).toEqual({ kind: 'no-sound' }));
    expect(desk.start?.clock).toBe('start-in-file');
    vi.mocked(readFilmSound).mockResolvedValue(sound([1.2, 1.6]));
    await desk.listen();
    expect(desk.ear.heard).toMatchObject({ kind: 'none' });
    vi.mocked(readFilmSound).mockResolvedValue(sound());
    desk.beginLining();
    await desk.listen();
    expect([desk.lining, desk.start?.clock, desk.ear.progress]).toEqual([false, 'by-sound', null]);
  });

  it('no longer matter once the owner has laid it, stopped it or taken the film away', async () => {
    for (const act of [
      (desk: FilmDesk) => desk.shift(1),
      (desk: FilmDesk) => desk.goBy('saved'),
      (desk: FilmDesk) => desk.stopListening(),
      (desk: FilmDesk) => desk.remove(),
    ]) {
      let hear = (_sound: SoundEnvelope): void => {};
      const { desk } = await tapped(new Promise((resolve) => (hear = resolve)));
      await vi.waitFor(() => expect(readFilmSound).toHaveBeenCalled());
      expect(desk.ear.progress).toBe(0);
      await act(desk);
      hear(sound());
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect([desk.ear.heard, desk.ear.progress, desk.trouble]).toEqual([null, null, null]);
      expect(desk.start?.clock).not.toBe('by-sound');
      vi.mocked(readFilmSound).mockClear();
    }
  });
});
