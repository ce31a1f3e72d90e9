import { saveCat } from '../store/cats';
import { Database } from '../store/database';
import { bluetoothAvailability } from '../tag/gatt/bluetooth-availability';
import type { LinkState, Tag } from '../tag/tag';
import { DEFAULT_PLAN, stepTarget } from '../training/plan';
import type { Plan } from '../training/plan-schema';
import type { NewMark } from '../walk/body-sign';
import type { EventKind, OwnersSaying } from '../walk/correction';
import { justSeen } from '../walk/usual-length';
import type { Cat, Walk, WalkReview } from '../walk/walk';
import { AbandonedWalks } from './abandoned-walks.svelte';
import { CatChoice } from './cat-choice.svelte';
import type { DemoOptions } from './demo-address';
import { CatPace } from './cat-pace.svelte';
import { DEMO_CAT_ID, demoCat } from './demo-cat';
import { keepAwake, openDashboard, version } from './extension';
import { LiveFollow } from './live-follow.svelte';
import type { LiveSession } from './live-session';
import type { LiveTrace, LiveView, Sentence } from './live-view';
import type { LoneWalkCheck } from './lone-walk-check';
import { afterWalk, LookBack } from './look-back.svelte';
import { LookPace } from './look-pace';
import { OwnersWord } from './owners-word.svelte';
import { packWhenIdle } from './pack-walks';
import type { BluetoothState } from './page-views';
import { loadPart } from './part-missing';
import { planOfCat, readPlanInUse } from './plan-in-use';
import { takeRadio, waitForRadio } from './radio-lock';
import { lockOwnership } from './walk-ownership';
import { alreadyWalkingSentence, sentenceFor } from './sentences';
import type { TagReportView } from './tag-report';
import { WalkBroadcast } from './walk-broadcast';
import type * as walkingPart from './walking';
import { ZeroPoint } from './zero-point.svelte';

/** `viewer`: another window walks. `review`: the walk is over and saved. */
export type DeskPhase = 'setup' | 'live' | 'review' | 'viewer';

/** While a walk that has ended cannot be saved it is tried again this often, ms. Ours. */
const SAVE_AGAIN_MS = 2_000;

/** The walk window: choose a tag, walk, look back. Everything it shows is here; everything it does begins here. */
export class WalkDesk {
  phase = $state<DeskPhase>('setup');
  bluetooth = $state<BluetoothState>('unknown');
  /** The link on its way to a walk; null while nothing goes on. */
  busy = $state<LinkState | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  view = $state.raw<LiveView | null>(null);
  trace = $state.raw<LiveTrace | null>(null);
  /** A further tag is being connected. */
  joining = $state(false);
  /** The step that the rule names for the chosen cat: going further asks for a reason. */
  ruleStepNumber = $state(1);
  /** In phase `viewer`: what the other window shows. */
  follow = $state.raw<LiveFollow | null>(null);

  readonly #database = new Database();
  readonly choice = new CatChoice(this.#database);
  readonly zero = new ZeroPoint();
  readonly #ownership = lockOwnership();
  readonly abandoned = new AbandonedWalks(this.#database, this.#ownership);
  /** In phase `review`. */
  readonly lookBack = new LookBack(this.#database);
  /** How far the cat's own walk is known. */
  readonly pace = new CatPace(this.#database);
  /** What the owner says of the walk's events while it goes on. */
  readonly word = new OwnersWord(this.#database);
  /** Null before it is loaded. */
  #walking: typeof walkingPart | null = null;
  #loneWalks: LoneWalkCheck | null = null;
  /** The plan in use, without any cat's half steps. */
  #plan = $state.raw<Plan>(DEFAULT_PLAN);
  /** As the chosen cat goes by it. */
  readonly plan: Plan = $derived.by(() => planOfCat(this.#plan, this.choice.cat));
  #session: LiveSession | null = null;
  #broadcast: WalkBroadcast | null = null;
  #ending = false;
  readonly #pace = new LookPace(() => this.#look());
  readonly #loadPages: () => Promise<unknown>;

  /** @param loadPages loads the pages of a walk and of what comes after it: no walk begins before they are there */
  constructor(loadPages: () => Promise<unknown>) {
    this.#loadPages = loadPages;
  }

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
      this.#plan = await readPlanInUse(this.#database);
      await this.#meetCat();
      await this.abandoned.look();
    });
    // Before it is asked for, so that no click waits. What is missing is told of when it is.
    void this.#load().catch(() => {});
    if (demo) await this.tryDemo(demo);
  }

  changeCat(change: Partial<Pick<Cat, 'name' | 'bodyKg'>>): Promise<void> {
    return this.#try(() => this.choice.change(change));
  }

  /** The owner's choice of a step before the walk. Resolves with true once it is kept. */
  async goToStep(stepNumber: number, reason: string): Promise<boolean> {
    let kept = false;
    await this.#try(async () => {
      const cat = await this.choice.keep();
      if (!cat) return;
      const { chooseStep, verdictOfCat } = await afterWalk();
      const verdict = await verdictOfCat(this.#database, cat);
      this.choice.show((await chooseStep(this.#database, cat, verdict, stepNumber, reason)).cat);
      await this.#meetCat();
      kept = true;
    });
    return kept;
  }

  /** Another page may have made the first cat while nothing was said of one here. */
  async lookAgain(): Promise<void> {
    if (this.phase === 'setup' && !this.busy) await this.#try(() => this.choice.lookAgain());
  }

  /** Another cat is going to walk; null for a new one. */
  pickCat(catId: string | null): Promise<void> {
    return this.#try(async () => {
      await this.choice.pick(catId);
      await this.#meetCat();
    });
  }

  /** Must be called from a click: the browser shows its chooser to nothing else. */
  async chooseTag(): Promise<void> {
    const { cat } = this.choice;
    if (cat) await this.#walkWith(({ askForTag }) => askForTag(), cat);
  }

  async tryDemo(options: DemoOptions = { seed: Date.now() % 1_000_000, speed: 1 }): Promise<void> {
    await this.#try(() => saveCat(this.#database, demoCat()));
    await this.#walkWith(({ createDemoTag }) => Promise.resolve(createDemoTag(options)), demoCat());
  }

  /** One more tag for the walk that runs. Must be called from a click. */
  joinTag(): Promise<void> {
    return this.#askForMore((session, tag) => session.join(tag));
  }

  /** The chooser once more for a tag that was lost, with the walk going on. Must be called from a click. */
  findTagAgain(): Promise<void> {
    return this.#askForMore((session, tag) => session.resume(tag));
  }

  async tare(): Promise<void> {
    if (this.#session) await this.zero.set(this.#session);
  }

  /** What the tags of this walk have sent lately; null when nothing. */
  tagReport(): TagReportView | null {
    const { userAgent: browser } = navigator;
    const here = { catpace: version(), browser, nowMs: performance.now() };
    return this.#walking?.tagReport(this.#session?.tags ?? [], here) ?? null;
  }

  async mark(what: NewMark = { kind: 'moment' }): Promise<void> {
    await this.#try(async () => this.#session?.mark(what));
  }

  async takeBackMark(markId: string): Promise<void> {
    await this.#try(async () => this.#session?.takeBack(markId));
  }

  /** What the owner says of an event of this walk. */
  async say(saying: OwnersSaying): Promise<void> {
    await this.#try(() => this.word.say(saying));
    this.#look();
  }

  /** An event that the detectors missed: it was just now. */
  async addEvent(kind: EventKind): Promise<void> {
    if (this.view) await this.say({ say: 'add', kind, ...justSeen(kind, this.view.elapsedMs) });
  }

  /** Take a word back, the newest one unless another is named. */
  async undoWord(wordId?: string): Promise<void> {
    await this.#try(() => this.word.undo(wordId));
    this.#look();
  }

  /** End the walk, save it and look back. */
  async end(): Promise<void> {
    const session = this.#session;
    if (!session || this.#ending) return;
    this.#ending = true;
    await this.#try(async () => {
      const walk = await this.#saved(session);
      // The walk is saved: whatever comes of looking back, the window is out of it.
      this.#session = null;
      this.view = null;
      this.#broadcast?.gone();
      keepAwake(false);
      await this.#lookBack(walk);
    });
    this.#ending = false;
  }

  /** End the walk and save the rest, again and again while the disk does not take it: all of it is in memory until then. */
  async #saved(session: LiveSession): Promise<Walk | null> {
    for (;;) {
      try {
        const walk = await session.end();
        this.trouble = null;
        return walk;
      } catch (error) {
        this.trouble = sentenceFor(error);
        await new Promise((resolve) => setTimeout(resolve, SAVE_AGAIN_MS));
      }
    }
  }

  saveReview(review: WalkReview): Promise<void> {
    return this.#try(() => this.lookBack.review(review));
  }

  /** The owner's choice of a step after the walk. Resolves with true once it is kept. */
  async chooseStep(toStepNumber: number, reason: string): Promise<boolean> {
    let kept = false;
    await this.#try(async () => {
      const cat = await this.lookBack.choose(toStepNumber, reason);
      if (cat) this.choice.show(cat);
      kept = cat !== null;
    });
    return kept;
  }

  openReplay(): void {
    if (this.lookBack.walk) void openDashboard(`#/walks/${this.lookBack.walk.id}`);
  }

  /** Back to the beginning, ready for the next walk. */
  async done(): Promise<void> {
    this.lookBack.close();
    this.trouble = null;
    this.phase = 'setup';
    await this.#try(() => this.#meetCat());
    await this.#try(() => this.abandoned.look());
  }

  /** Keep a walk that was cut off, and look at it. */
  async recover(walkId: string): Promise<void> {
    await this.#try(async () => {
      const walk = await this.abandoned.keep(walkId);
      if (walk) await this.#lookBack(walk);
    });
  }

  discard(walkId: string): Promise<void> {
    return this.#try(() => this.abandoned.letGo(walkId));
  }

  /** What there is to know of the chosen cat before it walks. */
  async #meetCat(): Promise<void> {
    const { cat } = this.choice;
    if (!cat) return;
    await this.pace.of(cat.id);
    const { verdictOfCat } = await afterWalk();
    this.ruleStepNumber = (await verdictOfCat(this.#database, cat)).nextStepNumber;
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

  /** All that a walk takes to its very end, whatever becomes of the files meanwhile. Rejects with `PartMissing`. */
  async #load(): Promise<typeof walkingPart> {
    const [walking] = await loadPart(() =>
      Promise.all([import('./walking'), import('./after-walk'), this.#loadPages()]),
    );
    this.#walking = walking;
    return walking;
  }

  async #walkWith(getTag: (walking: typeof walkingPart) => Promise<Tag>, cat: Cat): Promise<void> {
    if (this.busy || this.#session) return;
    this.trouble = null;
    this.zero.result = null;
    this.busy = 'choosing';
    try {
      const walking = await this.#load();
      const tag = await getTag(walking);
      // A database that does not answer costs the cat's name in the list, not the walk.
      if (cat.id !== DEMO_CAT_ID) cat = (await this.choice.keep().catch(() => null)) ?? cat;
      tag.on('link', (link) => {
        if (this.busy) this.busy = link;
        // The demo's walk is over.
        if (link === 'ended' && tag.family === 'demo' && this.phase === 'live') void this.end();
      });
      this.busy = 'connecting';
      // Without it the walk goes on uncalibrated.
      const gait = await this.pace.of(cat.id);
      // The dashboard may have changed how readily events are told of since this window opened.
      const sensitivity = await this.choice.sensitivityOf(cat);
      this.#session = new walking.LiveSession({
        tag,
        cat: { ...cat, sensitivity },
        step: stepTarget(cat.stepNumber, planOfCat(this.#plan, cat)),
        gait,
        database: this.#database,
        ownership: this.#ownership,
        ownersWord: (detected) => this.word.on(detected),
        onChange: () => this.#pace.changed(),
      });
      this.#loneWalks ??= new walking.LoneWalkCheck(this.#database);
      await this.#loneWalks.check(tag);
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

  /** The chooser while a walk runs. One of its tags goes on; `welcome` says what becomes of another one. */
  async #askForMore(welcome: (session: LiveSession, tag: Tag) => Promise<void>): Promise<void> {
    const session = this.#session;
    if (!session || this.joining) return;
    // Old trouble must not stand beside a tag that is found.
    this.trouble = null;
    this.joining = true;
    await this.#try(async () => {
      const { askForAnotherTag } = await this.#load();
      const tag = await askForAnotherTag(session.tags);
      if (!tag) return;
      // The walk ended behind the chooser.
      if (this.#session !== session) await tag.disconnect();
      else if (tag.link === 'live') this.trouble = alreadyWalkingSentence();
      else await (session.tags.includes(tag) ? session.resume(tag) : welcome(session, tag));
    });
    this.joining = false;
    this.#look();
  }

  #look(): void {
    const session = this.#session;
    if (!session || this.#ending) return;
    this.view = session.view();
    const { walkId } = this.view;
    if (walkId !== null && walkId !== this.word.walkId) void this.#try(() => this.word.open(walkId));
    this.trace = session.trace();
    this.#broadcast?.show(this.view, this.trace, session.newestEvent);
  }

  async #lookBack(walk: Walk | null): Promise<void> {
    try {
      await this.lookBack.open(walk);
    } finally {
      this.phase = 'review';
      void packWhenIdle(this.#database, this.#ownership);
    }
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }
}
