import { firstCat, listCats, saveCat } from '../store/cats';
import { Database } from '../store/database';
import { readSetting, saveSetting } from '../store/settings';
import { newId } from '../store/uuid-v7';
import { deleteWalk, reviewWalk } from '../store/walks';
import { chooseCatpaceTag } from '../tag/catpace/driver';
import { createDemoTag } from '../tag/demo/driver';
import { bluetoothAvailability } from '../tag/gatt/bluetooth-availability';
import type { LinkState, Tag } from '../tag/tag';
import { stepTarget } from '../training/plan';
import type { Verdict } from '../training/verdict';
import type { Cat, Detections, Walk, WalkReview } from '../walk/walk';
import { badgeOf } from './badge-of';
import { DEMO_CAT } from './demo-cat';
import { detectionsOf } from './detections-of';
import { openDashboard, showBadge } from './extension';
import { LiveSpeaker, type LiveRequest } from './live-channel';
import { LiveFollow } from './live-follow.svelte';
import { LiveSession } from './live-session';
import type { LiveTrace, LiveView, Sentence, StepTarget } from './live-view';
import type { BluetoothState, RecoverableWalk } from './page-views';
import { planTargets } from './plan-views';
import { takeRadio, waitForRadio } from './radio-lock';
import { findAbandonedWalks, lockOwnership, recoverWalk, savedLengthMs } from './recovery';
import { sentenceFor, TAG_ERROR_SENTENCES } from './sentences';
import { verdictAfter } from './verdict-on';

/** `viewer`: another window walks. `review`: the walk is over and saved. */
export type DeskPhase = 'setup' | 'live' | 'review' | 'viewer';

export interface DemoOptions {
  seed: number;
  /** How many times faster than life. */
  speed: number;
  durationMs?: number;
}

/** Followers are told at most this often, ms: a popup needs no more than ten pictures a second. Ours. */
const TELL_EVERY_MS = 100;

/** The walk window: choose a tag, walk, look back. Everything it shows is here; everything it does begins here. */
export class WalkDesk {
  phase = $state<DeskPhase>('setup');
  cats = $state.raw<Cat[]>([]);
  catId = $state<string | null>(null);
  stepNumber = $state(1);
  bluetooth = $state<BluetoothState>('unknown');
  busy = $state<LinkState | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  recoverable = $state.raw<RecoverableWalk[]>([]);
  view = $state.raw<LiveView | null>(null);
  trace = $state.raw<LiveTrace | null>(null);
  taring = $state(false);
  tareResult = $state<string | null>(null);
  ending = $state(false);
  /** The walk that has just ended; null when nothing was recorded. */
  walk = $state.raw<Walk | null>(null);
  detections = $state.raw<Detections | null>(null);
  verdict = $state.raw<Verdict | null>(null);
  /** In phase `viewer`: what the other window shows. */
  follow = $state.raw<LiveFollow | null>(null);

  readonly steps: readonly StepTarget[] = planTargets();
  readonly #database = new Database();
  readonly #ownership = lockOwnership();
  #session: LiveSession | null = null;
  #speaker: LiveSpeaker | null = null;
  #pictureAsked = false;
  #shownAtMs = 0;
  #toldAtMs = 0;
  #badge = '';

  get cat(): Cat | null {
    return this.cats.find((cat) => cat.id === this.catId) ?? null;
  }

  /** Samples are coming in: closing the window would end the walk. */
  get recording(): boolean {
    return this.phase === 'live' && this.#session?.walk != null;
  }

  async open(demo: DemoOptions | null = null): Promise<void> {
    if (!(await takeRadio())) {
      this.phase = 'viewer';
      this.follow = new LiveFollow();
      await waitForRadio();
      this.follow.close();
      this.follow = null;
      this.phase = 'setup';
    }
    this.#speaker = new LiveSpeaker((request) => this.#answer(request));
    void showBadge(null);
    await this.#try(async () => {
      this.bluetooth = await bluetoothAvailability();
      const fresh: Cat = { id: newId(), name: '', bodyKg: null, stepNumber: 1, updatedAtMs: Date.now() };
      const first = await firstCat(this.#database, fresh);
      this.cats = (await listCats(this.#database)).filter(({ id }) => id !== DEMO_CAT.id);
      const remembered = await readSetting(this.#database, 'cat');
      this.pickCat(this.cats.some((cat) => cat.id === remembered) ? (remembered as string) : first.id);
      await this.#lookForAbandoned();
    });
    if (demo) await this.tryDemo(demo);
  }

  pickCat(catId: string): void {
    this.catId = catId;
    this.stepNumber = this.cat?.stepNumber ?? 1;
    void saveSetting(this.#database, 'cat', catId).catch(() => {});
  }

  changeCat(name: string, bodyKg: number | null): Promise<void> {
    return this.#saveCat({ name, bodyKg });
  }

  changeStep(stepNumber: number): Promise<void> {
    this.stepNumber = stepNumber;
    return this.#saveCat({ stepNumber });
  }

  /** Must be called from a click: the browser shows its chooser to nothing else. */
  chooseTag(): Promise<void> {
    if (!navigator.bluetooth) {
      this.trouble = TAG_ERROR_SENTENCES['bluetooth-unsupported'];
      return Promise.resolve();
    }
    return this.#walkWith(() => chooseCatpaceTag(navigator.bluetooth), this.cat, this.stepNumber);
  }

  async tryDemo(options: DemoOptions = { seed: Date.now() % 1_000_000, speed: 1 }): Promise<void> {
    await this.#try(() => saveCat(this.#database, DEMO_CAT));
    await this.#walkWith(() => Promise.resolve(createDemoTag(options)), DEMO_CAT, DEMO_CAT.stepNumber);
  }

  async tare(): Promise<void> {
    const session = this.#session;
    if (!session || this.taring) return;
    this.taring = true;
    this.tareResult = null;
    try {
      const removedN = await session.tare();
      this.tareResult = `Zero is set: ${removedN.toFixed(2)} N taken off.`;
    } catch (error) {
      const { title, todo } = sentenceFor(error);
      this.tareResult = `${title} ${todo}`;
    } finally {
      this.taring = false;
    }
  }

  async mark(): Promise<void> {
    await this.#try(async () => this.#session?.mark('moment'));
  }

  /** End the walk, save it and look back. */
  async end(): Promise<void> {
    const session = this.#session;
    if (!session || this.ending) return;
    this.ending = true;
    await this.#try(async () => {
      const walk = await session.end();
      this.#session = null;
      this.walk = walk;
      this.detections = walk ? await detectionsOf(this.#database, walk) : null;
      await this.#judge();
      this.phase = 'review';
      this.view = null;
      this.#speaker?.tell({ type: 'gone' });
      this.#showBadge(null);
    });
    this.ending = false;
  }

  async saveReview(review: WalkReview): Promise<void> {
    const { walk } = this;
    if (!walk) return;
    await this.#try(async () => {
      this.walk = await reviewWalk(this.#database, walk.id, review);
      await this.#judge();
    });
  }

  openReplay(): void {
    if (this.walk) void openDashboard(`#/walks/${this.walk.id}`);
  }

  /** Back to the beginning, ready for the next walk. */
  async done(): Promise<void> {
    this.walk = null;
    this.detections = null;
    this.verdict = null;
    this.trouble = null;
    this.phase = 'setup';
    await this.#try(() => this.#lookForAbandoned());
  }

  /** The chooser once more with the walk going on. Must be called from a click. */
  async findTagAgain(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    await this.#try(async () => session.resume(await chooseCatpaceTag(navigator.bluetooth)));
  }

  async recover(walkId: string): Promise<void> {
    await this.#try(async () => {
      const walk = await recoverWalk(this.#database, walkId, this.#ownership);
      if (walk) {
        this.walk = walk;
        this.detections = await detectionsOf(this.#database, walk);
        await this.#judge();
        this.phase = 'review';
      }
      await this.#lookForAbandoned();
    });
  }

  /** Put an abandoned walk aside; the list of walks can bring it back. */
  async discard(walkId: string): Promise<void> {
    await this.#try(async () => {
      const walk = await recoverWalk(this.#database, walkId, this.#ownership);
      if (walk) await deleteWalk(this.#database, walkId, Date.now());
      await this.#lookForAbandoned();
    });
  }

  async #walkWith(getTag: () => Promise<Tag>, cat: Cat | null, stepNumber: number): Promise<void> {
    if (!cat || this.busy) return;
    this.trouble = null;
    this.busy = 'choosing';
    let session: LiveSession | null = null;
    try {
      const tag = await getTag();
      tag.on('link', (link) => this.#hearLink(link));
      this.busy = tag.link === 'idle' ? 'connecting' : tag.link;
      session = new LiveSession({
        tag,
        cat,
        step: stepTarget(stepNumber),
        database: this.#database,
        ownership: this.#ownership,
        onChange: () => this.#changed(),
      });
      this.#session = session;
      await session.start();
      this.tareResult = null;
      this.phase = 'live';
      this.#show();
    } catch (error) {
      this.trouble = sentenceFor(error);
      await session?.end().catch(() => {});
      this.#session = null;
    } finally {
      this.busy = null;
    }
  }

  #hearLink(link: LinkState): void {
    if (this.busy) this.busy = link;
    // The demo's walk is over, or the tag was switched off in good order.
    if (link === 'ended' && this.phase === 'live') void this.end();
  }

  /** Data came in. A visible page draws at the screen's pace, a hidden one at its own: nothing waits for a timer. */
  #changed(): void {
    if (document.visibilityState === 'visible') {
      if (this.#pictureAsked) return;
      this.#pictureAsked = true;
      requestAnimationFrame(() => {
        this.#pictureAsked = false;
        this.#show();
      });
    } else if (performance.now() - this.#shownAtMs >= TELL_EVERY_MS) this.#show();
  }

  #show(): void {
    const session = this.#session;
    if (!session || this.ending) return;
    const nowMs = performance.now();
    this.#shownAtMs = nowMs;
    const before = this.view;
    this.view = session.view();
    this.trace = session.trace();
    if (nowMs - this.#toldAtMs >= TELL_EVERY_MS || this.view.link !== before?.link) this.#tell();
    this.#showBadge(session);
  }

  #tell(): void {
    this.#toldAtMs = performance.now();
    if (this.view) this.#speaker?.tell({ type: 'view', view: this.view, trace: this.trace });
  }

  #showBadge(session: LiveSession | null): void {
    const badge = session ? badgeOf(session.newestEvent) : null;
    const said = badge ? badge.text + badge.title : '';
    if (said === this.#badge) return;
    this.#badge = said;
    void showBadge(badge);
  }

  #answer(request: LiveRequest): void {
    if (request.type === 'hello') this.#tell();
    else if (request.type === 'mark') void this.mark();
    else void this.end();
  }

  async #judge(): Promise<void> {
    this.verdict = this.walk && (await verdictAfter(this.#database, this.walk));
  }

  async #lookForAbandoned(): Promise<void> {
    const walks = await findAbandonedWalks(this.#database, this.#ownership);
    this.recoverable = await Promise.all(
      walks.map(async ({ id, startedAtMs, timeZone, catName }) => ({
        walkId: id,
        startedAtMs,
        timeZone,
        durationMs: await savedLengthMs(this.#database, id),
        catName,
      })),
    );
  }

  async #saveCat(change: Partial<Cat>): Promise<void> {
    const { cat } = this;
    if (!cat) return;
    const changed = { ...cat, ...change, updatedAtMs: Date.now() };
    this.cats = this.cats.map((each) => (each.id === changed.id ? changed : each));
    await this.#try(() => saveCat(this.#database, changed));
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }
}
