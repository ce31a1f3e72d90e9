import type { Page } from 'playwright-core';
import { answerChooser } from './device-chooser';
import type { ExtensionBrowser } from './extension-browser';

export type WalkPhase = 'setup' | 'live' | 'review' | 'viewer';

const PHASE_LIMIT_MS = 30_000;

/** The walk window as a person uses it. */
export class WalkWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: ExtensionBrowser): Promise<WalkWindow> {
    const walkWindow = new WalkWindow(await browser.open('walk.html'));
    await walkWindow.page.waitForFunction(() => document.documentElement.dataset['walk'] !== undefined);
    return walkWindow;
  }

  async until(phase: WalkPhase): Promise<void> {
    await this.page.waitForFunction((wanted) => document.documentElement.dataset['walk'] === wanted, phase, {
      timeout: PHASE_LIMIT_MS,
    });
  }

  async walkId(): Promise<string> {
    const found = await this.page.waitForFunction(() => document.documentElement.dataset['walkId']);
    return (await found.jsonValue())!;
  }

  chooseTag(name: string): Promise<void> {
    return answerChooser(this.page, { pick: name }, () => this.pressChooseTag());
  }

  /** Open the chooser, let something happen, close it. */
  cancelChooser(cancelAfter = (): Promise<void> => Promise.resolve()): Promise<void> {
    return answerChooser(this.page, { cancelAfter }, () => this.pressChooseTag());
  }

  pressChooseTag(): Promise<void> {
    return this.page.getByRole('button', { name: /^Choose tag/ }).click();
  }

  /** Choose a tag and be walking with it. */
  async walkWith(name: string): Promise<void> {
    await this.chooseTag(name);
    await this.until('live');
  }

  async end(): Promise<void> {
    await this.page.getByRole('button', { name: 'End walk' }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'End walk' }).click();
    await this.until('review');
  }
}
