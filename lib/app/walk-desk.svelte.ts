import { saveCat } from '../store/cats';
import { Database } from '../store/database';
import { deleteWalk, reviewWalk } from '../store/walks';
import { chooseCatpaceTag } from '../tag/catpace/driver';
import { createDemoTag } from '../tag/demo/driver';
import { bluetoothAvailability } from '../tag/gatt/bluetooth-availability';
import type { LinkState, Tag } from '../tag/tag';
import { stepTarget } from '../training/plan';
import type { Verdict } from '../training/verdict';
import type { Cat, Detections, Walk, WalkReview } from '../walk/walk';
import { CatChoice } from './cat-choice.svelte';
import { DEMO_CAT } from './demo-cat';
import { detectionsOf } from './detections-of';
import { keepAwake, openDashboard } from './extension';
import { cueOf, playCue } from './link-cue';
import { LiveFollow } from './live-follow.svelte';
import { LiveSession } from './live-session';
import type { LiveTrace, LiveView, Sentence } from './live-view';
import type { BluetoothState, RecoverableWalk } from './page-views';
import { takeRadio, waitForRadio } from './radio-lock';
import { listRecoverable, lockOwnership, recoverWalk } from './recovery';
import { sentenceFor, TAG_ERROR_SENTENCES } from './sentences';
import { verdictAfter } from './verdict-on';
import { WalkBroadcast } from './walk-broadcast';

/** `viewer`: another window walks. `review`: the walk is over and saved. */
export type DeskPhase = 'setup' | 'live' | 'review' | 'viewer';

export interface DemoOptions {
  seed: number;
  /** How many times faster than life. */
  speed: number;
  durationMs?: number;
}

/** A hidden window looks at its walk at most this often, ms, for its followers' sake. Ours. */
const HIDDEN_LOOK_MS = 100;

/** The walk window: choose a tag, walk, look back. Everything it shows is here; everything it does begins here. */
export class WalkDesk {
  phase = $state<DeskPhase>('setup');
  bluetooth = $state<BluetoothState>('unknown');
  /** The link on its way to a walk; null while nothing goes on. */
  busy = $state<LinkState | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  recoverable = $state.raw<RecoverableWalk[]>([]);
  view = $state.raw<LiveView | null>(null);
  trace = $state.raw<LiveTrace | null>(null);
  taring = $state(false);
  tareResult = $state<string | null>(null);
  /** The walk that has just ended; null when nothing was recorded. */
  walk = $state.raw<Walk | null>(null);
  detections = $state.raw<Detections | null>(null);
  verdict = $state.raw<Verdict | null>(null);
  /** In phase `viewer`: what the other window shows. */
  follow = $state.raw<LiveFollow | null>(null);

  readonly #database = new Database();
  readonly choice = new CatChoice(this.#database);
  readonly #ownership = lockOwnership();
  #session: LiveSession | null = null;
  #broadcast: WalkBroadcast | null = null;
  #ending = false;
  #pictureAsked = false;
  #lookedAtMs = 0;

  /** Samples are coming in: closing the window would end the walk. */
  get recording(): boolean {
    return this.phase === 'live' && this.#session?.walk != null;
  }

  async open(demo: DemoOptions | null = null): Promise<void> {
    if (!(await takeRadio())) await this.#lookOn();
    this.#broadcast = new WalkBroadcast((request) => void (request === 'mark' ? this.mark() : this.end()));
    await this.#try(async () => {
      this.bluetooth = await bluetoothAvailability();
      await this.choice.load();
      await this.#lookForAbandoned();
    });
    if (demo) await this.tryDemo(demo);
  }

  changeCat(change: Partial<Pick<Cat, 'name' | 'bodyKg' | 'stepNumber'>>): Promise<void> {
    return this.#try(() => this.choice.change(change));
  }

  /** Must be called from a click: the browser shows its chooser to nothing else. */
  async chooseTag(): Promise<void> {
    const { cat } = this.choice;
    if (!navigator.bluetooth) this.trouble = TAG_ERROR_SENTENCES['bluetooth-unsupported'];
    else if (cat) await this.#walkWith(() => chooseCatpaceTag(navigator.bluetooth), cat);
  }

  async tryDemo(options: DemoOptions = { seed: Date.now() % 1_000_000, speed: 1 }): Promise<void> {
    await this.#try(() => saveCat(this.#database, DEMO_CAT));
    await this.#walkWith(() => Promise.resolve(createDemoTag(options)), DEMO_CAT);
  }

  /** One more tag for the walk that runs. Must be called from a click. */
  async joinTag(): Promise<void> {
    const session = this.#session;
    if (session) await this.#try(async () => session.join(await chooseCatpaceTag(navigator.bluetooth)));
  }

  /** The chooser once more, with the walk going on. Must be called from a click. */
  async findTagAgain(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    // Old trouble must not stand beside a tag that is found.
    this.trouble = null;
    await this.#try(async () => session.resume(await chooseCatpaceTag(navigator.bluetooth)));
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
    if (!session || this.#ending) return;
    this.#ending = true;
    await this.#try(async () => {
      const walk = await session.end();
      this.#session = null;
      await this.#lookBack(walk);
      this.view = null;
      this.#broadcast?.gone();
      keepAwake(false);
    });
    this.#ending = false;
  }

  async saveReview(review: WalkReview): Promise<void> {
    const { walk } = this;
    if (!walk) return;
    await this.#try(async () => {
      this.walk = await reviewWalk(this.#database, walk.id, review);
      this.verdict = await verdictAfter(this.#database, this.walk);
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

  /** Keep a walk that was cut off. */
  async recover(walkId: string): Promise<void> {
    await this.#try(async () => {
      const walk = await recoverWalk(this.#database, walkId, this.#ownership);
      if (walk) await this.#lookBack(walk);
      await this.#lookForAbandoned();
    });
  }

  /** Put a walk that was cut off aside; the list of walks can bring it back. */
  async discard(walkId: string): Promise<void> {
    await this.#try(async () => {
      const walk = await recoverWalk(this.#database, walkId, this.#ownership);
      if (walk) await deleteWalk(this.#database, walkId, Date.now());
      await this.#lookForAbandoned();
    });
  }

  /** Another window has the radio: follow it until it closes. */
  async #lookOn(): Promise<void> {
    this.phase = 'viewer';
    this.follow = new LiveFollow();
    await waitForRadio();
    this.follow.close();
    this.follow = null;
    this.phase = 'setup';
  }

  async #walkWith(getTag: () => Promise<Tag>, cat: Cat): Promise<void> {
    if (this.busy || this.#session) return;
    this.trouble = null;
    this.tareResult = null;
    this.busy = 'choosing';
    try {
      const tag = await getTag();
      let before: LinkState | null = null;
      tag.on('link', (link) => {
        this.#hearLink(before, link);
        before = link;
      });
      this.busy = 'connecting';
      this.#session = new LiveSession({
        tag,
        cat,
        step: stepTarget(cat.stepNumber),
        database: this.#database,
        ownership: this.#ownership,
        onChange: () => this.#changed(),
      });
      await this.#session.start();
      keepAwake(true);
      this.phase = 'live';
      this.#look();
    } catch (error) {
      this.trouble = sentenceFor(error);
      await this.#session?.end().catch(() => {});
      this.#session = null;
    } finally {
      this.busy = null;
    }
  }

  #hearLink(before: LinkState | null, link: LinkState): void {
    if (this.busy) this.busy = link;
    const cue = cueOf(before, link);
    if (cue) void playCue(cue);
    // The demo's walk is over.
    if (link === 'ended' && this.phase === 'live') void this.end();
  }

  /** Data came in. A visible page draws at the screen's pace, a hidden one at its own: nothing waits for a timer. */
  #changed(): void {
    if (document.visibilityState !== 'visible') {
      if (performance.now() - this.#lookedAtMs >= HIDDEN_LOOK_MS) this.#look();
    } else if (!this.#pictureAsked) {
      this.#pictureAsked = true;
      requestAnimationFrame(() => {
        this.#pictureAsked = false;
        this.#look();
      });
    }
  }

  #look(): void {
    const session = this.#session;
    if (!session || this.#ending) return;
    this.#lookedAtMs = performance.now();
    this.view = session.view();
    this.trace = session.trace();
    this.#broadcast?.show(this.view, this.trace, session.newestEvent);
  }

  async #lookBack(walk: Walk | null): Promise<void> {
    this.walk = walk;
    this.detections = walk && (await detectionsOf(this.#database, walk));
    this.verdict = walk && (await verdictAfter(this.#database, walk));
    this.phase = 'review';
  }

  async #lookForAbandoned(): Promise<void> {
    this.recoverable = await listRecoverable(this.#database, this.#ownership);
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }
}
