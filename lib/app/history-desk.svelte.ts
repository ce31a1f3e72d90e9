import type { WalkListItem } from './page-views';
import {
  catsIn,
  NO_FILTER,
  placesIn,
  selectWalks,
  stepsIn,
  weeksOf,
  type CatInList,
  type PlaceInList,
  type WalkFilter,
  type WalkLookup,
  type WalkOrder,
} from './walk-history';

/** The list of walks as it is narrowed and ordered. */
export class HistoryDesk {
  filter = $state.raw<WalkFilter>(NO_FILTER);
  order = $state<WalkOrder>('newest');
  readonly #items: () => readonly WalkListItem[];
  readonly #lookup: WalkLookup;
  readonly shown: WalkListItem[] = $derived.by(() =>
    selectWalks(this.#items(), this.filter, this.order, this.#lookup),
  );
  /** Of the walks that are shown. */
  readonly weeks = $derived.by(() => weeksOf(this.shown));
  /** Steps that any walk is on. */
  readonly steps: number[] = $derived.by(() => stepsIn(this.#items()));
  readonly cats: CatInList[] = $derived.by(() => catsIn(this.#items()));
  /** Places that any walk was at, with those of which none was said. */
  readonly places: PlaceInList[] = $derived.by(() => placesIn(this.#items()));

  constructor(items: () => readonly WalkListItem[], lookup: WalkLookup) {
    this.#items = items;
    this.#lookup = lookup;
  }
}
