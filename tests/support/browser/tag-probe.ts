import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { chooseTag } from '../../../lib/tag/choose-tag';
import type { FrameArrival, LinkCounts, LinkState, Tag } from '../../../lib/tag/tag';
import { bundleForPage } from './bundle-for-page';
import { answerChooser } from './device-chooser';

const ENTRY = join(import.meta.dirname, '../../../lib/tag/choose-tag.ts');

/** What the probe leaves on the page. */
interface ProbePage {
  catpaceTags: { chooseTag: typeof chooseTag };
  probe?: {
    tag: Tag;
    links: LinkState[];
    arrivals: FrameArrival[];
    batteries: (number | null)[];
    counts: LinkCounts | null;
  };
  probeError?: string;
}

/** What a tag has said so far; counts as plain numbers, because they cross from the page to the test. */
export interface ProbeReading {
  info: Tag['info'];
  links: LinkState[];
  batteries: (number | null)[];
  counts: LinkCounts | null;
  frames: {
    bootId: number;
    arrivalMs: number;
    kind: string;
    seq: number;
    tMs: number;
    counts: number[];
  }[];
}

let bundle: Promise<string> | null = null;

/** Our own drivers in a page of real Chromium, without our own pages: choose, connect, stream, read. */
export class TagProbe {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** @param page a page that may use Bluetooth; its content does not matter */
  static async on(page: Page): Promise<TagProbe> {
    bundle ??= bundleForPage(ENTRY, 'catpaceTags');
    await page.evaluate(`${await bundle}; Object.assign(window, { catpaceTags });`);
    await page.evaluate(() => {
      const button = document.createElement('button');
      button.id = 'choose-tag';
      button.textContent = 'Choose tag';
      document.body.append(button);
    });
    return new TagProbe(page);
  }

  /** Choose the device of this name and connect. Rejects with the error's code. */
  async choose(name: string): Promise<void> {
    await this.#page.evaluate(() => {
      const page = window as unknown as ProbePage;
      const choose = async (): Promise<void> => {
        const tag = await page.catpaceTags.chooseTag(navigator.bluetooth);
        const probe: NonNullable<ProbePage['probe']> = {
          tag,
          links: [],
          arrivals: [],
          batteries: [],
          counts: null,
        };
        tag.on('link', (link) => probe.links.push(link));
        tag.on('frames', (arrival) => probe.arrivals.push(arrival));
        tag.on('battery', (percent) => probe.batteries.push(percent));
        tag.on('counts', (counts) => (probe.counts = counts));
        await tag.connect();
        page.probe = probe;
      };
      document.getElementById('choose-tag')!.onclick = () => {
        choose().catch((error: { code?: string; message?: string }) => {
          page.probeError = `${error.code ?? 'no code'}: ${error.message ?? String(error)}`;
        });
      };
    });
    await answerChooser(this.#page, { pick: name }, () => this.#page.click('#choose-tag'));
    await this.#page.waitForFunction(() => 'probe' in window || 'probeError' in window);
    const error = await this.#page.evaluate(() => (window as unknown as ProbePage).probeError ?? null);
    if (error !== null) throw new Error(error);
  }

  async call(method: 'start' | 'stop' | 'disconnect'): Promise<void> {
    await this.#page.evaluate((name) => (window as unknown as ProbePage).probe!.tag[name](), method);
  }

  tare(): Promise<number> {
    return this.#page.evaluate(() => (window as unknown as ProbePage).probe!.tag.tare());
  }

  async until(link: LinkState, limitMs = 20_000): Promise<void> {
    await this.#page.waitForFunction(
      (wanted) => (window as unknown as ProbePage).probe!.tag.link === wanted,
      link,
      { timeout: limitMs, polling: 50 },
    );
  }

  read(): Promise<ProbeReading> {
    return this.#page.evaluate(() => {
      const { tag, links, arrivals, batteries, counts } = (window as unknown as ProbePage).probe!;
      return {
        info: tag.info,
        links,
        batteries,
        counts,
        frames: arrivals.flatMap(({ bootId, arrivalMs, frames }) =>
          frames.map((frame) => ({
            bootId,
            arrivalMs,
            kind: frame.kind as string,
            seq: frame.seq,
            tMs: frame.tMs,
            counts: frame.kind === 'note' ? [] : [...frame.counts],
          })),
        ),
      };
    });
  }
}
