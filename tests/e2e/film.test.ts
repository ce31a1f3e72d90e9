import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { plantAsMp4, plantFilm, watchFilm, type FilmAndCursor } from '../support/browser/plant-film';
import { plantWalk } from '../support/browser/plant-walk';
import { saveLooks } from '../support/browser/screenshots';

const WALK = '019a0000-0000-7000-8000-000000000001';
const STARTED_AT = Date.UTC(2026, 2, 14, 16, 5);
const WALK_MS = 120_000;
const FPS = 30;
const FRAME_MS = 1000 / FPS;
const FILM_S = 24;
/** The film begins so late in the walk, ms; the tag is tapped in it, while the cat stands. */
const FILM_AT = 20_000;
const TAPS_AT = 42_000;
/** The issue asks for it, ms. */
const MOST_APART_MS = 40;
/** A turn of the screen that comes later was missed by the machine, not by the page, ms: one and a half of 60 a second. */
const LATE_MS = 25;

/** A film that is made in the page, whose frames show their number, beside a made-up walk. */
describeEndToEnd('the owner’s own video', () => {
  let browser: ExtensionBrowser;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'catpace-film-'));
    browser = await ExtensionBrowser.launch({ width: 1300, height: 1000 });
    await browser.context.addInitScript(() => {
      const urls = new Set<string>();
      const { createObjectURL, revokeObjectURL } = URL;
      URL.createObjectURL = (object) => {
        const url = createObjectURL.call(URL, object);
        urls.add(url);
        return url;
      };
      URL.revokeObjectURL = (url) => {
        urls.delete(url);
        revokeObjectURL.call(URL, url);
      };
      const showOpenFilePicker = async (): Promise<FileSystemFileHandle[]> => [
        await (
          await navigator.storage.getDirectory()
        ).getFileHandle(sessionStorage.getItem('film') ?? 'film.webm'),
      ];
      Object.assign(window, { urls, showOpenFilePicker });
    });
    page = await browser.open('dashboard.html#/walks');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await plantWalk(page, { id: WALK, minutes: 2, startedAtMs: STARTED_AT, tapsAtMs: TAPS_AT });
    await plantFilm(page, {
      name: 'film.webm',
      seconds: FILM_S,
      fps: FPS,
      createdAtMs: STARTED_AT + FILM_AT,
    });
    await page.goto(browser.url(`dashboard.html#/walks/${WALK}`));
    await page.reload();
    await slider().waitFor();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const slider = () => page.getByRole('slider', { name: 'Moment of the walk' });
  const panel = () => page.getByRole('region', { name: 'Your video' });
  const say = (text: string | RegExp) => panel().getByText(text);
  /** How far the frame that is seen and the cursor that is seen are apart, ms of the walk. */
  const apartMs = ({ frame, cursorShare }: FilmAndCursor, filmAtMs = FILM_AT): number =>
    Math.abs(filmAtMs + frame * FRAME_MS - cursorShare * WALK_MS);
  const now = async (): Promise<FilmAndCursor> => (await watchFilm(page, true))[0]!;
  const settled = (): Promise<void> =>
    page.waitForFunction(() => document.querySelector('video')?.seeking === false).then(() => {});
  /** To a whole number of seconds, by the keyboard. */
  const goTo = async (seconds: number): Promise<void> => {
    await slider().focus();
    await page.keyboard.press('Home');
    for (let i = 0; i < Math.floor(seconds / 10); i++) await page.keyboard.press('PageUp');
    for (let i = 0; i < seconds % 10; i++) await page.keyboard.press('ArrowRight');
    await settled();
  };

  it('is laid beside the walk by the time in its file, and says so', async () => {
    await panel().getByRole('button', { name: 'Choose a video' }).click();
    await say(
      'It begins at 0:20.00 of the walk, by the time in the file, taken as that of its start.',
    ).waitFor();
    await say('The video begins at 0:20.00.').waitFor();
    // The whole walk in one picture, so that the playhead's place is its time.
    await slider().focus();
    await page.keyboard.press('*');
  });

  it('goes where the cursor goes, to the frame', async () => {
    await goTo(25);
    await expect.poll(async () => apartMs(await now())).toBeLessThanOrEqual(FRAME_MS);
    await saveLooks(page, 'film');
    await goTo(43);
    await expect.poll(async () => apartMs(await now())).toBeLessThanOrEqual(FRAME_MS);
  });

  it('steps a frame by comma and full stop, and the walk with it', async () => {
    await goTo(25);
    await page.keyboard.press('.');
    await expect.poll(async () => (await now()).frame).toBe(151);
    await page.keyboard.press('.');
    await expect.poll(async () => (await now()).frame).toBe(152);
    await expect.poll(async () => apartMs(await now())).toBeLessThan(2);
    await page.keyboard.press(',');
    await expect.poll(async () => (await now()).frame).toBe(151);
  });

  /** Begin to play at this speed; resolves once the film does. */
  const play = async (speed: number): Promise<void> => {
    await page.getByText(`${speed}×`, { exact: true }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.waitForFunction(() => document.querySelector('video')?.paused === false);
  };
  const pause = (): Promise<void> => page.getByRole('button', { name: 'Pause', exact: true }).click();

  it.each([0.25, 1, 2, 4, 8])('stays with the walk at %s times the speed', { retry: 2 }, async (speed) => {
    await goTo(speed < 1 ? 38 : 21);
    await play(speed);
    // It is looked at until it has ended; slowly, for as long as it takes to see enough.
    const stop = speed < 1 ? page.waitForTimeout(4000).then(pause) : null;
    const seen = await watchFilm(page);
    // After the film the walk plays on alone.
    await (stop ?? pause());
    // The first turns belong to the seek that begins it.
    const inTime = seen.slice(3).filter(({ gapMs }) => gapMs < LATE_MS);
    const apart = inTime.map((each) => apartMs(each)).sort((a, b) => a - b);
    const p = (share: number): number => apart[Math.min(apart.length - 1, Math.floor(share * apart.length))]!;
    const frames = new Set(seen.map(({ frame }) => frame)).size;
    console.log(
      `film and walk at ${speed}×: apart by ${p(0.5).toFixed(1)} ms (median), ${p(0.95).toFixed(1)} ms (95 %), ` +
        `${apart.at(-1)!.toFixed(1)} ms (most) of ${apart.length} turns of the screen in time ` +
        `(${seen.length - 3 - apart.length} late), ${frames} frames seen`,
    );
    expect(frames).toBeGreaterThan(10);
    expect(p(0.95)).toBeLessThanOrEqual(MOST_APART_MS);
  });

  it('lets the walk play alone before and after it', async () => {
    await goTo(18);
    await play(8);
    await say(/The video is over at 0:44\.00/).waitFor();
    await expect
      .poll(async () => (await now()).cursorShare * WALK_MS, { timeout: 20_000 })
      .toBeGreaterThan(60_000);
    await pause();
  });

  it('is laid a frame later while it plays, by a frame', async () => {
    await goTo(22);
    await play(0.25);
    for (let i = 0; i < 6; i++) await page.keyboard.press('>');
    await say(/It begins at 0:20\.(19|20) of the walk, as you laid it\./).waitFor();
    await expect
      .poll(async () => apartMs(await now(), FILM_AT + 6 * FRAME_MS))
      .toBeLessThanOrEqual(MOST_APART_MS);
    expect(await page.evaluate(() => document.querySelector('video')!.paused)).toBe(false);
    await pause();
  });

  it('is lined up by the first of three taps, which the motion shows', async () => {
    await panel().getByRole('button', { name: 'Line up …' }).click();
    await say('The tag felt three taps. Go to the frame of the first one, then press.').waitFor();
    // The frame in which the finger is seen: 21.5 s into the film.
    await panel()
      .getByRole('slider')
      .evaluate((input: HTMLInputElement) => {
        input.value = String(21_510);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
    await expect.poll(async () => (await now()).frame).toBe(645);
    await saveLooks(page, 'film-line-up', [380, 900], panel());
    await panel()
      .getByRole('button', { name: /This is the first tap, 0:(42\.00|41\.99)/ })
      .click();
    await say(/It begins at 0:20\.(49|50) of the walk, as you laid it\./).waitFor();
  });

  it('is there again after a reload, as it was laid', async () => {
    await page.reload();
    await slider().waitFor();
    await say(/It begins at 0:20\.(49|50) of the walk, as you laid it\./).waitFor();
  });

  it('takes no file that it cannot play, says why, and keeps what is here', async () => {
    const file = (name: string, bytes: Buffer): string => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    };
    const ftyp = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('ftypisom\0\0\0\0')]);
    const huge = file('huge.mp4', ftyp);
    // A hole: it takes no room on the disk.
    truncateSync(huge, 10_000_000_000);
    const cases: [path: string, sentence: string][] = [
      [file('notes.txt', Buffer.from('t,ax,ay,az\n')), 'This file is no video.'],
      [file('empty.mp4', Buffer.alloc(0)), 'There is nothing in this file.'],
      [
        file('broken.mp4', Buffer.concat([ftyp, Buffer.alloc(500, 7)])),
        'This browser cannot play how this video is packed.',
      ],
      [huge, 'This browser cannot play how this video is packed.'],
    ];
    await panel().getByText('Clock, keys, another video').click();
    for (const [path, sentence] of cases) {
      await panel().locator('input[type=file]').setInputFiles(path);
      await panel().getByRole('alert').getByText(sentence).waitFor();
      await say('Looking at the video …').waitFor({ state: 'detached' });
      expect(await panel().locator('video').count()).toBe(1);
    }
    expect(await page.evaluate(() => (window as unknown as { urls: Set<string> }).urls.size)).toBe(1);
  });

  /** Clicks in the beat of the taps, at another moment than the file's clock says. */
  const CLICK_S = 9.2;
  const chooseAnother = async (name: string): Promise<void> => {
    await page.evaluate((film) => sessionStorage.setItem('film', film), name);
    await panel()
      .locator('details')
      .evaluate((more: HTMLDetailsElement) => (more.open = true));
    await panel().getByRole('button', { name: 'Choose another video' }).click();
  };

  it.each([
    ['loud.webm', 'WebM', 'Opus'],
    ['loud.mp4', 'MP4', 'Opus'],
  ])('is lined up by the three taps in its synthetic sound: %s', async (name, packing, coding) => {
    if (packing === 'WebM')
      await plantFilm(page, {
        name,
        seconds: FILM_S,
        fps: FPS,
        createdAtMs: STARTED_AT + FILM_AT,
        clicksAtS: [CLICK_S, CLICK_S + 0.5, CLICK_S + 1],
      });
    else await plantAsMp4(page, 'loud.webm', name);
    await chooseAnother(name);
    await say(/^Three taps found at 0:09\.(19|20) in the sound: the video is lined up\.$/).waitFor();
    await say(/It begins at 0:32\.\d\d of the walk, by the three taps in its sound\./).waitFor();
    await slider().focus();
    await page.keyboard.press('*');
    await goTo(42);
    // The frame of the click is where the tag felt the tap.
    await expect
      .poll(async () => Math.abs((await now()).frame - CLICK_S * FPS))
      .toBeLessThanOrEqual(1 + MOST_APART_MS / FRAME_MS);
    // The page says it to the hundredth, finer than a frame.
    const begins = await say(/It begins at 0:32\.\d\d of the walk/).textContent();
    const beginsMs = 1000 * Number(/0:(\d\d\.\d\d)/.exec(begins!)![1]);
    const apart = Math.abs(beginsMs + 1000 * CLICK_S - TAPS_AT);
    console.log(`film lined up by its sound (${packing}, ${coding}, synthetic): ${apart.toFixed(0)} ms off`);
    expect(apart).toBeLessThanOrEqual(MOST_APART_MS);
    if (packing === 'WebM') await saveLooks(page, 'film-heard', [380, 900, 1600], panel());
    await panel().getByRole('button', { name: 'Undo' }).click();
    await say(/by the three taps in its sound/).waitFor({ state: 'detached' });
    expect(await say(/^Three taps found/).count()).toBe(0);
  });

  it('without three taps in its sound says so, and is shown by hand', async () => {
    await plantFilm(page, { name: 'steps.webm', seconds: 6, fps: FPS, createdAtMs: null, clicksAtS: [2] });
    await chooseAnother('steps.webm');
    await say(/^No three taps in the sound of the first minute\./).waitFor();
    await panel().getByRole('button', { name: 'Line up …' }).click();
    await panel().getByRole('button', { name: 'Find the taps in the sound' }).click();
    await say(/^No three taps in the sound of the first minute\./).waitFor();
    await saveLooks(page, 'film-not-heard', [380, 900], panel());
    await panel().getByRole('button', { name: 'Leave it' }).click();
  });

  it('lets go of the file when the page is left', async () => {
    await page.getByRole('button', { name: '‹ All walks' }).click();
    await page.getByRole('heading', { name: 'Walks' }).waitFor();
    expect(await page.evaluate(() => (window as unknown as { urls: Set<string> }).urls.size)).toBe(0);
  });

  it('made no request leave the browser, and no page complain of anything but a file that cannot be', () => {
    expect(browser.complaints.filter((complaint) => !/blob:|ERR_/.test(complaint))).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});
