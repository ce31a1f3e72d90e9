import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import FilmPanel from '../../components/film/FilmPanel.svelte';

afterEach(cleanup);

function open(more: Record<string, unknown> = {}) {
  const calls = {
    onChoose: vi.fn(),
    onFile: vi.fn(),
    onOpenAgain: vi.fn(),
    onRemove: vi.fn(),
    onVideo: vi.fn(),
    onStep: vi.fn(),
    onShift: vi.fn(),
    onSeekFilm: vi.fn(),
    onClock: vi.fn(),
    onLining: vi.fn(),
    onLineUp: vi.fn(),
    onListen: vi.fn(),
    onStopListening: vi.fn(),
    onUnhear: vi.fn(),
  };
  render(FilmPanel, {
    film: { url: 'blob:film', name: 'IMG_0042.MOV', durationMs: 60_000 },
    missing: null,
    start: { startedAtMs: 0, clock: 'start-in-file' },
    startMs: -4200,
    clocks: ['start-in-file', 'end-in-file', 'saved', 'by-walk-start'],
    shows: true,
    lining: false,
    frameAtMs: 10_000,
    frameLengthMs: 40,
    taps: [],
    cursorMs: 5800,
    busy: false,
    trouble: null,
    canRemember: true,
    ...calls,
    ...more,
  });
  return { ...calls, user: userEvent.setup() };
}

describe('the owner’s own video', () => {
  it('is silent at first, says when it begins and how that is known', () => {
    const { onVideo } = open();
    const video = screen.getByLabelText<HTMLVideoElement>('Your video IMG_0042.MOV');
    expect(video.muted).toBe(true);
    expect(onVideo).toHaveBeenLastCalledWith(video);
    expect(
      screen.getByText(
        /It begins at −0:04\.20 of the walk, by the time in the file, taken as that of its start/,
      ),
    ).toBeTruthy();
  });

  it('says where it begins or ends while it shows nothing', () => {
    open({ shows: false, startMs: 20_000 });
    expect(screen.getByText('The video begins at 0:20.00.')).toBeTruthy();
    cleanup();
    open({ shows: false, cursorMs: 90_000 });
    expect(screen.getByText('The video is over at 0:55.80.')).toBeTruthy();
  });

  it('steps and is laid by keys, but not where something is typed', async () => {
    const { onStep, onShift, user } = open();
    await user.keyboard(',.<>');
    expect(onStep.mock.calls).toEqual([[-1], [1]]);
    expect(onShift.mock.calls).toEqual([[-1], [1]]);
    await user.click(screen.getByText('Clock, keys, another video'));
    await fireEvent.keyDown(screen.getByLabelText('Go by'), { key: '.' });
    expect(onStep).toHaveBeenCalledTimes(2);
    cleanup();
    const none = open({ film: null });
    await none.user.keyboard('.');
    expect(none.onStep).not.toHaveBeenCalled();
  });

  it('goes by another clock', async () => {
    const { onClock, user } = open();
    await user.click(screen.getByText('Clock, keys, another video'));
    await user.selectOptions(screen.getByLabelText('Go by'), 'the time in the file, as its end');
    expect(onClock).toHaveBeenCalledExactlyOnceWith('end-in-file');
  });

  it('is asked for once more where the browser keeps no files', async () => {
    const { onOpenAgain, onRemove, user } = open({ film: null, missing: { name: 'IMG_0042.MOV' } });
    expect(screen.getByText(/“IMG_0042\.MOV” lies beside this walk/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Open it again' }));
    await user.click(screen.getByRole('button', { name: 'Take it from here' }));
    expect(onOpenAgain).toHaveBeenCalledOnce();
    expect(onRemove).toHaveBeenCalledOnce();
  });

  it('is chosen in a plain list of files where there is no better one', async () => {
    const { onFile, onChoose, user } = open({ film: null, canRemember: false });
    const file = new File(['film'], 'film.mp4', { type: 'video/mp4' });
    await user.upload(document.querySelector<HTMLInputElement>('input[type=file]')!, file);
    expect(onFile).toHaveBeenCalledExactlyOnceWith(file);
    expect(onChoose).not.toHaveBeenCalled();
  });
});

describe('lining a video up', () => {
  const tap = (ms: number) => ({ tMs: [ms, ms + 500, ms + 1000], strengthG: 3, withinMs: 10 });

  it('lays its frame beside the first of three taps', async () => {
    const { onLineUp, user } = open({ lining: true, taps: [tap(12_340)] });
    await user.click(screen.getByRole('button', { name: 'This is the first tap, 0:12.34' }));
    expect(onLineUp).toHaveBeenCalledExactlyOnceWith(12_340);
  });

  it('asks which taps, where there are several', async () => {
    const { onLineUp, user } = open({ lining: true, taps: [tap(1000), tap(61_000)] });
    await user.selectOptions(screen.getByLabelText('The first tap was at'), '1:01.00');
    await user.click(screen.getByRole('button', { name: 'This is the first tap, 1:01.00' }));
    expect(onLineUp).toHaveBeenCalledExactlyOnceWith(61_000);
  });

  it('does without taps: the frame is the moment at the cursor', async () => {
    const { onLineUp, onSeekFilm, user } = open({ lining: true });
    expect(screen.queryByRole('button', { name: /first tap/ })).toBeNull();
    await fireEvent.input(screen.getByRole('slider'), { target: { value: '12000' } });
    // Into the middle of the frame.
    expect(onSeekFilm).toHaveBeenLastCalledWith(12_020);
    await user.click(screen.getByRole('button', { name: 'This is the moment at the cursor, 0:05.80' }));
    expect(onLineUp).toHaveBeenCalledExactlyOnceWith(5800);
  });
});

describe('three taps in the sound of a video', () => {
  const taps = [{ tMs: [12_340, 12_840, 13_340], strengthG: 3, withinMs: 10 }];

  it('are looked for when that is asked, while nobody does so already', async () => {
    const { onListen, user } = open({ lining: true, taps });
    await user.click(screen.getByRole('button', { name: 'Find the taps in the sound' }));
    expect(onListen).toHaveBeenCalledOnce();
    cleanup();
    const busy = open({ lining: true, taps, listening: 0.25 });
    expect(screen.queryByRole('button', { name: 'Find the taps in the sound' })).toBeNull();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    await busy.user.click(screen.getByRole('button', { name: 'Stop listening' }));
    expect(busy.onStopListening).toHaveBeenCalledOnce();
    cleanup();
    open({ lining: true });
    expect(screen.queryByRole('button', { name: 'Find the taps in the sound' })).toBeNull();
  });

  it('that were found line it up, until that is taken back', async () => {
    const { onUnhear, user } = open({
      heard: { kind: 'found', atMs: 12_340 },
      start: { startedAtMs: 0, clock: 'by-sound' },
    });
    expect(screen.getByText('Three taps found at 0:12.34 in the sound: the video is lined up.')).toBeTruthy();
    expect(screen.getByText(/by the three taps in its sound/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(onUnhear).toHaveBeenCalledOnce();
  });

  it.each([
    [
      { kind: 'none', heardMs: 50_000 },
      /No three taps in the sound of the first minute\. Show the moment by hand/,
    ],
    [{ kind: 'none', heardMs: 1_790_000 }, /No three taps in the sound of the first 30 minutes\./],
    [{ kind: 'several', atMs: [12_340, 40_000] }, /more than one place of the sound: 0:12\.34 and 0:40\.00/],
    [{ kind: 'no-sound' }, /This video has no sound/],
    [{ kind: 'codec' }, /This browser cannot decode the sound/],
    [{ kind: 'unreadable' }, /The sound of this video cannot be read/],
  ])('that were not found are a sentence with a way on: %o', (heard, sentence) => {
    open({ heard });
    expect(screen.getByText(sentence)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});
