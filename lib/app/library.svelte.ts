import type { VerdictWords } from '../charts/verdict-words';
import { walkStrip, type WalkStrip } from '../charts/walk-strip';
import type { WalkEvent } from '../events/event';
import { listCats } from '../store/cats';
import { Database } from '../store/database';
import { listAllCorrections } from '../store/corrections';
import { listDetections } from '../store/detections';
import { listAllMarks } from '../store/marks';
import { listChoices } from '../store/choices';
import { readSetting, saveSetting } from '../store/settings';
import { KEPT_DELETED_MS, purgeDeletedBefore } from '../store/trash';
import { deleteWalk, listWalks, undeleteWalk } from '../store/walks';
import { DEFAULT_PLAN, stepAt } from '../training/plan';
import type { Plan } from '../training/plan-schema';
import { outcomeOf, type WalkOutcome } from '../training/units-at-step';
import { seenIn } from '../walk/body-sign';
import type { Cat, Detections, Mark, Walk } from '../walk/walk';
import type { StepChoice } from '../walk/step-choice';
import { chooseStep } from './choose-step';
import { DEMO_CAT_ID } from './demo-cat';
import {
  NO_CORRECTIONS,
  NO_DETECTIONS,
  ownersView,
  withDetections,
  type DetectionsByWalk,
} from './detections-by-walk';
import { detectionsOf } from './detections-of';
import { LiveFollow } from './live-follow.svelte';
import type { StorageUse, Undoable, WalkListItem } from './page-views';
import { measureStorage } from './measure-storage';
import { packWhenIdle } from './pack-walks';
import { DETECTOR_VERSION } from './pipeline';
import type { Sentence } from './live-view';
import { findAbandonedWalks } from './recovery';
import { lockOwnership } from './walk-ownership';
import { sentenceFor } from './sentences';
import { planOfCat, readPlanInUse } from './plan-in-use';
import { namedPlaces } from './walk-history';
import { NO_MARKS, verdictOn, type MarksByWalk } from './verdict-on';
import { t } from '../words/words';

/** What the dashboard shows of all walks. */
export class Library {
  loading = $state(true);
  /** All walks, as soon as they are read: what was found in them is ten times as much, and comes a moment later. */
  listed = $state.raw<readonly Walk[]>([]);
  cats = $state.raw<Cat[]>([]);
  catId = $state<string | null>(null);
  walks = $state.raw<Walk[]>([]);
  /** As the detectors said it. */
  detected = $state.raw(NO_DETECTIONS);
  /** The owner's words on events, by walk. */
  corrections = $state.raw(NO_CORRECTIONS);
  marks = $state.raw<MarksByWalk>(NO_MARKS);
  /** What the owner chose after verdicts, of all cats, the newest first. */
  choices = $state.raw<readonly StepChoice[]>([]);
  /** The plan in use, without any cat's half steps. */
  plan = $state.raw<Plan>(DEFAULT_PLAN);
  /** As the owner sees it. */
  readonly detections: DetectionsByWalk = $derived(ownersView(this.detected, this.corrections));
  /** Walks that were cut off and wait to be recovered: no window is recording them. */
  cutOff = $state.raw<readonly string[]>([]);
  trouble = $state.raw<Sentence | null>(null);
  /** The last deletion, until it is undone or dismissed: no other way leads back. */
  undoable = $state.raw<Undoable | null>(null);
  storage = $state.raw<StorageUse | null>(null);
  readonly database = new Database();
  /** The walk that runs now, in another window. */
  readonly live = new LiveFollow();

  /** The cat in view: the one last chosen; where none was, the one of the newest walk. */
  readonly cat: Cat | null = $derived(this.#catInView());
  /** The owner's own cats, without the made-up one. */
  readonly ownCats: Cat[] = $derived(this.cats.filter(({ id }) => id !== DEMO_CAT_ID));
  /** The owner's own cat: the one in view, or the first. Null: none yet. */
  readonly ownCat: Cat | null = $derived(
    this.ownCats.find(({ id }) => id === this.catId) ?? this.ownCats[0] ?? null,
  );
  readonly items: WalkListItem[] = $derived(
    this.walks.map((walk) => ({
      ...itemOf(walk, this.detections, this.cutOff, this.#planOf(walk.catId)),
      markTexts: textsOf(this.marks.get(walk.id)),
    })),
  );
  /** What the list shows: at first the walks alone, before what was found in them is read. */
  readonly listItems: WalkListItem[] = $derived(
    this.loading ? this.listed.map((walk) => itemOf(walk, NO_DETECTIONS, [], this.plan)) : this.items,
  );
  /** Places that any walk was at, the one with most walks first. */
  readonly places: string[] = $derived(namedPlaces(this.walks));
  /** The walks of the cat in view. */
  readonly catItems: WalkListItem[] = $derived(this.items.filter(({ catId }) => catId === this.cat?.id));
  /** The plan as the cat in view goes by it, with its half steps. */
  readonly catPlan: Plan = $derived(planOfCat(this.plan, this.cat));
  /** What the owner chose for the cat in view, the newest first. */
  readonly catChoices: StepChoice[] = $derived(this.choices.filter(({ catId }) => catId === this.cat?.id));
  readonly verdict: VerdictWords | null = $derived(
    this.cat &&
      verdictOn(
        this.cat,
        { walks: this.walks, detections: this.detections, marks: this.marks },
        this.catPlan,
      ),
  );

  /** What a walk counts as by the plan's rules; 'none' where it is not known. */
  outcomeOf(walkId: string): WalkOutcome {
    const walk = this.walks.find(({ id }) => id === walkId);
    if (!walk) return 'none';
    const detections = this.detections.get(walkId) ?? null;
    return outcomeOf(
      { walk, detections, seen: seenIn(this.marks.get(walkId) ?? []) },
      this.#planOf(walk.catId),
    );
  }

  /** Whether an event of this kind was found in a walk, or said by the owner. */
  hasEvent(walkId: string, kind: WalkEvent['kind']): boolean {
    return this.detections.get(walkId)?.events.some((event) => event.kind === kind) ?? false;
  }

  /** Read the list; walks that no present detector has looked at are analysed after it shows. */
  async load(): Promise<void> {
    await this.try(async () => {
      const walks = await listWalks(this.database);
      if (this.loading) await this.#showFirst(walks);
      const [cats, detections, corrections, marks, choices, plan, catId] = await Promise.all([
        listCats(this.database),
        listDetections(this.database, DETECTOR_VERSION),
        listAllCorrections(this.database),
        listAllMarks(this.database),
        listChoices(this.database),
        readPlanInUse(this.database),
        readSetting(this.database, 'cat'),
      ]);
      this.cats = cats;
      this.catId = typeof catId === 'string' ? catId : null;
      this.walks = walks;
      this.detected = detections;
      this.corrections = corrections;
      this.marks = marks;
      this.choices = choices;
      this.plan = plan;
    });
    this.loading = false;
    await this.#lookForCutOff();
    await this.#analyseMissing();
    // What was deleted long ago is cleared away where nobody waits for it.
    await this.try(async () => void (await purgeDeletedBefore(this.database, Date.now() - KEPT_DELETED_MS)));
    await this.#measureStorage();
    void packWhenIdle(this.database);
  }

  /** The owner's choice of a step for the cat in view. Resolves with true once it is kept. */
  async chooseStep(toStepNumber: number, reason: string): Promise<boolean> {
    const { cat, verdict } = this;
    let kept = false;
    await this.try(async () => {
      if (!cat || !verdict) return;
      const chosen = await chooseStep(this.database, cat, verdict, toStepNumber, reason);
      this.showCat(chosen.cat);
      this.choices = [chosen.choice, ...this.choices];
      kept = true;
    });
    return kept;
  }

  /** The walks once more, after one of them was changed. */
  async reread(): Promise<void> {
    await this.try(async () => {
      [this.walks, this.corrections, this.marks] = await Promise.all([
        listWalks(this.database),
        listAllCorrections(this.database),
        listAllMarks(this.database),
      ]);
    });
  }

  async delete(walkId: string): Promise<void> {
    await this.try(async () => {
      const walk = await deleteWalk(this.database, walkId, Date.now());
      this.walks = this.walks.filter(({ id }) => id !== walkId);
      this.undoable = {
        message: t('walks.deleted'),
        undo: () => void this.#undelete(walk.id),
      };
    });
  }

  /** A cat as it is now: new, changed or taken away. */
  showCat(cat: Cat): void {
    const others = this.cats.filter(({ id }) => id !== cat.id);
    // In the order in which they were made: ids carry their time.
    this.cats = ((cat.deletedAtMs ?? null) === null ? [...others, cat] : others).sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
  }

  /** The cat that the pages are about from now on, here and in the walk window. */
  async chooseCat(catId: string): Promise<void> {
    this.catId = catId;
    await this.try(() => saveSetting(this.database, 'cat', catId));
  }

  async try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }

  /** The list can be read and pressed while the rest is read. */
  async #showFirst(walks: readonly Walk[]): Promise<void> {
    this.listed = walks;
    // To read on at once would keep the page from drawing it.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  #planOf(catId: string): Plan {
    return planOfCat(this.plan, this.cats.find(({ id }) => id === catId) ?? null);
  }

  #catInView(): Cat | null {
    const find = (id: string | null | undefined): Cat | undefined => this.cats.find((cat) => cat.id === id);
    const chosen = find(this.catId) ?? this.cats[0] ?? null;
    if (chosen?.id === this.catId || this.walks.some(({ catId }) => catId === chosen?.id)) return chosen;
    return find(this.walks[0]?.catId) ?? chosen;
  }

  async #undelete(walkId: string): Promise<void> {
    this.undoable = null;
    await this.try(() => undeleteWalk(this.database, walkId).then(() => this.reread()));
  }

  async #analyseMissing(): Promise<void> {
    for (const walk of this.walks) {
      if (walk.status === 'recording' || walk.tags.length === 0 || this.detected.has(walk.id)) continue;
      await this.try(async () => {
        const detections = await detectionsOf(this.database, walk);
        this.detected = withDetections(this.detected, detections);
      });
    }
  }

  async #lookForCutOff(): Promise<void> {
    await this.try(async () => {
      const walks = await findAbandonedWalks(this.database, lockOwnership());
      this.cutOff = walks.map(({ id }) => id);
    });
  }

  async #measureStorage(): Promise<void> {
    await this.try(async () => {
      this.storage = await measureStorage(this.walks.length);
    });
  }
}

function itemOf(
  walk: Walk,
  detections: DetectionsByWalk,
  cutOff: readonly string[],
  plan: Plan,
): WalkListItem {
  const { id, catId, catName, bodyKg, startedAtMs, timeZone, durationMs, status, stepNumber, review } = walk;
  return {
    id,
    catId,
    catName,
    bodyKg,
    startedAtMs,
    timeZone,
    durationMs,
    status,
    cutOff: cutOff.includes(id),
    stepNumber,
    stepTitle: stepAt(stepNumber, plan).title,
    demo: walk.tags.some(({ family }) => family === 'demo'),
    strip: stripOf(detections.get(id)),
    summary: detections.get(id)?.summary ?? null,
    session: walk.tags.length === 0 ? (walk.session ?? null) : null,
    review,
  };
}

const NO_TEXTS: readonly string[] = [];

/** What the owner wrote into marks; what else a mark's text says is a code. */
function textsOf(marks: readonly Mark[] = []): readonly string[] {
  const notes = marks.filter(({ kind }) => kind === 'note');
  return notes.length === 0 ? NO_TEXTS : notes.map(({ text }) => text);
}

/** A walk's strip is drawn once for as long as nothing else is found in it. */
const strips = new WeakMap<Detections, WalkStrip>();

function stripOf(detections: Detections | undefined): WalkStrip | null {
  if (!detections) return null;
  let strip = strips.get(detections);
  if (!strip) {
    strip = walkStrip(detections.summary.durationMs, detections.activity, detections.events);
    strips.set(detections, strip);
  }
  return strip;
}
