import { changeCat } from '../store/cats';
import { easierFor } from '../training/half-steps';
import { halfStepBefore } from '../training/judge';
import { DEFAULT_PLAN, stepBeside } from '../training/plan';
import { planChanges } from '../training/plan-changes';
import { planFileText, readPlanFile } from '../training/plan-file';
import type { Plan } from '../training/plan-schema';
import type { Easier, HalfStep } from '../walk/half-step';
import type { Cat } from '../walk/walk';
import { t } from '../words/words';
import type { Library } from './library.svelte';
import type { Undoable } from './page-views';
import { planPlaceWords, planProblemWords, planValueWords } from './plan-file-words';
import { savePlanInUse } from './plan-in-use';
import { planInWords } from './plan-words';
import { saveFile } from './save-file';

/** Larger files are not read at all, bytes. Ours: the shipped plan has some 12 kB. */
const LARGEST_FILE = 1_000_000;

/** A plan file on its way in: what is wrong with it, or in what it differs. */
export interface PlanFileView {
  fileName: string;
  /** A sentence for each. */
  problems: readonly string[] | null;
  /** Null in a change: was not there, is taken out. */
  pending: {
    name: string;
    changes: readonly { place: string; from: string | null; to: string | null }[];
  } | null;
}

const NO_FILE: PlanFileView = { fileName: '', problems: null, pending: null };

/** The page of the plan: half steps of the cat in view, and the plan as a file. */
export class PlanDesk {
  file = $state.raw<PlanFileView>(NO_FILE);
  undoable = $state.raw<Undoable | null>(null);
  readonly #library: Library;
  /** The plan of the file, while it is only looked at. */
  #opened: Plan | null = null;

  constructor(library: Library) {
    this.#library = library;
  }

  get isShipped(): boolean {
    return this.#library.plan === DEFAULT_PLAN;
  }

  /** What a half step before a step can make easier; empty where there is no room, or none is needed. */
  easierFor(stepNumber: number): readonly Easier[] {
    const plan = this.#library.catPlan;
    const isHalf = stepNumber % 1 !== 0;
    return isHalf || halfStepBefore(stepNumber, plan) === null ? [] : easierFor(stepNumber, plan);
  }

  /** A half step for the cat in view, right before a step. */
  async split(stepNumber: number, easier: Easier, note: string): Promise<void> {
    const number = halfStepBefore(stepNumber, this.#library.catPlan);
    if (number === null || stepNumber > 9) return;
    await this.#changeHalfSteps((kept) => [...kept, { number, easier, note }]);
  }

  /** Take a half step out. A cat that is on it goes to the next lower step. */
  async takeOut(number: number): Promise<void> {
    const { cat, catPlan } = this.#library;
    const taken = cat?.halfSteps?.find((each) => each.number === number);
    if (!cat || !taken) return;
    const lower = stepBeside(number, -1, catPlan);
    const back = cat.stepNumber === number ? { stepNumber: lower } : {};
    await this.#changeHalfSteps((kept) => kept.filter((each) => each.number !== number), back);
    this.undoable = {
      message: t('plan.halfStepTakenOut'),
      undo: () => {
        this.undoable = null;
        void this.#changeHalfSteps((kept) => [...kept, taken], { stepNumber: cat.stepNumber });
      },
    };
  }

  /** What is seen is what is shared: with the half steps of the cat in view, in the reader's language. */
  save(): void {
    saveFile('catpace-plan.json', planFileText(this.#library.catPlan));
  }

  /** Look at a file; nothing changes before `use`. */
  async open(file: File): Promise<void> {
    this.cancel();
    const read =
      file.size > LARGEST_FILE ? readPlanFile(' '.repeat(LARGEST_FILE)) : readPlanFile(await file.text());
    this.#opened = read.plan;
    // Both in the reader's language: what differs is what its author changed.
    const said = read.plan && planInWords(read.plan);
    this.file = {
      fileName: file.name,
      problems: read.problems && read.problems.map(planProblemWords),
      pending: said && {
        name: said.name,
        changes: planChanges(this.#library.catPlan, said).map(({ place, from, to }) => ({
          place: planPlaceWords(place),
          from: from === undefined ? null : planValueWords(from),
          to: to === undefined ? null : planValueWords(to),
        })),
      },
    };
  }

  cancel(): void {
    this.#opened = null;
    this.file = NO_FILE;
  }

  /** Go by the plan of the file from now on. */
  async use(): Promise<void> {
    const plan = this.#opened;
    if (!plan) return;
    await this.#goBy(plan, t('planFile.used'));
    this.cancel();
  }

  backToShipped(): Promise<void> {
    return this.#goBy(DEFAULT_PLAN, t('planFile.shippedUsed'));
  }

  async #goBy(plan: Plan, message: string): Promise<void> {
    const before = this.#library.plan;
    await this.#library.try(async () => {
      await savePlanInUse(this.#library.database, plan === DEFAULT_PLAN ? null : plan);
      this.#library.plan = plan;
      this.undoable = { message, undo: () => void this.#undoGoBy(before) };
    });
  }

  async #undoGoBy(before: Plan): Promise<void> {
    await this.#goBy(before, '');
    this.undoable = null;
  }

  async #changeHalfSteps(
    change: (kept: readonly HalfStep[]) => HalfStep[],
    more: Partial<Pick<Cat, 'stepNumber'>> = {},
  ): Promise<void> {
    const library = this.#library;
    const { cat } = library;
    if (!cat) return;
    await library.try(async () => {
      const changed = await changeCat(
        library.database,
        cat,
        (kept) => ({ halfSteps: change(kept.halfSteps ?? []), ...more }),
        Date.now(),
      );
      library.showCat(changed);
    });
  }
}
