import type { WalkEvent } from '../events/event';
import { DEFAULT_PLAN } from '../training/plan';
import type { WalkOutcome } from '../training/units-at-step';
import { measuredMs } from '../walk/measured-ms';
import { median } from '../walk/median';
import type { WalkListItem } from './page-views';

/** How a session felt by the owner's word (fear, anxiety, stress 0–5): what the rules call green, yellow, red. */
export type WordOnWalk = 'green' | 'yellow' | 'red' | 'none';

/** What a list of walks is narrowed to. Null: anything. */
export interface WalkFilter {
  catId: string | null;
  stepNumber: number | null;
  word: WordOnWalk | null;
  /** What the plan's rules take it for. */
  outcome: WalkOutcome | null;
  /** At least one of it. */
  event: 'freezes' | 'bolts' | 'pulls' | 'shakes' | 'drag' | 'slip-out' | null;
  /** As `placeKey` has it; '': walks of which no place was said. */
  place: string | null;
  /** Part of the note, of the place or of what was written into a mark, any case. */
  text: string;
}

export const NO_FILTER: WalkFilter = {
  catId: null,
  stepNumber: null,
  word: null,
  outcome: null,
  event: null,
  place: null,
  text: '',
};

/** What is not in a walk's line, and looked up only where a filter asks for it. */
export interface WalkLookup {
  outcomeOf: (walkId: string) => WalkOutcome;
  hasEvent: (walkId: string, kind: WalkEvent['kind']) => boolean;
}

export type WalkOrder = 'newest' | 'oldest' | 'longest' | 'slackest' | 'strongest';

export function wordOn({ review }: Pick<WalkListItem, 'review'>): WordOnWalk {
  const stress = review?.stress ?? null;
  if (stress === null) return 'none';
  const { greenStress, redStress } = DEFAULT_PLAN.rules;
  return stress <= greenStress.value ? 'green' : stress < redStress.value ? 'yellow' : 'red';
}

/** Walks that fit, in this order. What was not measured comes last. */
export function selectWalks(
  items: readonly WalkListItem[],
  filter: WalkFilter,
  order: WalkOrder,
  lookup: WalkLookup,
): WalkListItem[] {
  const text = filter.text.trim().toLocaleLowerCase();
  const fits = (item: WalkListItem): boolean =>
    (filter.catId === null || item.catId === filter.catId) &&
    (filter.stepNumber === null || item.stepNumber === filter.stepNumber) &&
    (filter.word === null || wordOn(item) === filter.word) &&
    (filter.event === null || hasEvent(item, filter.event, lookup)) &&
    (filter.place === null || placeKey(item.review?.place ?? '') === filter.place) &&
    (text === '' || writtenOn(item).toLocaleLowerCase().includes(text)) &&
    (filter.outcome === null || lookup.outcomeOf(item.id) === filter.outcome);
  const value = VALUE[order];
  return items
    .filter(fits)
    .map((item) => ({ item, value: value(item) ?? -Infinity }))
    .sort((a, b) => b.value - a.value || b.item.startedAtMs - a.item.startedAtMs)
    .map(({ item }) => item);
}

function hasEvent(
  { id, summary }: WalkListItem,
  event: NonNullable<WalkFilter['event']>,
  lookup: WalkLookup,
): boolean {
  return event === 'drag' || event === 'slip-out' ? lookup.hasEvent(id, event) : (summary?.[event] ?? 0) > 0;
}

/** All that the owner wrote of a walk. */
function writtenOn({ review, markTexts = [] }: WalkListItem): string {
  return [review?.note ?? '', review?.place ?? '', ...markTexts].join('\n');
}

/** What two spellings of one place have in common: case and spaces do not count. */
export function placeKey(place: string): string {
  return place.trim().replace(/\s+/g, ' ').toLocaleLowerCase();
}

/** A place that any walk of the list was at. */
export interface PlaceInList {
  /** `placeKey`; '': not said. */
  key: string;
  /** As it was last spelt. */
  name: string;
  walks: number;
}

/** Places of walks, the one with most walks first. Walks come the newest first. */
export function placesIn(walks: readonly Pick<WalkListItem, 'review'>[]): PlaceInList[] {
  const byKey = new Map<string, PlaceInList>();
  for (const { review } of walks) {
    const name = (review?.place ?? '').trim();
    const key = placeKey(name);
    const kept = byKey.get(key);
    if (kept) kept.walks++;
    else byKey.set(key, { key, name, walks: 1 });
  }
  return [...byKey.values()].sort((a, b) => b.walks - a.walks || (a.key < b.key ? -1 : 1));
}

/** Names of the places that walks were at, for the next one to be said by a tap. */
export function namedPlaces(walks: readonly Pick<WalkListItem, 'review'>[]): string[] {
  return placesIn(walks).flatMap(({ name }) => (name === '' ? [] : name));
}

const VALUE: Readonly<Record<WalkOrder, (item: WalkListItem) => number | null>> = {
  newest: ({ startedAtMs }) => startedAtMs,
  oldest: ({ startedAtMs }) => -startedAtMs,
  longest: ({ durationMs }) => durationMs,
  slackest: ({ summary }) => summary?.slackShare ?? null,
  strongest: ({ summary }) => summary?.maxTensionN ?? null,
};

/** A cat that any walk of the list is of. */
export interface CatInList {
  id: string;
  name: string;
}

export function catsIn(items: readonly WalkListItem[]): CatInList[] {
  return [...new Map(items.map(({ catId, catName }) => [catId, { id: catId, name: catName }])).values()];
}

/** Steps that any walk of the list is on, by number. */
export function stepsIn(items: readonly WalkListItem[]): number[] {
  return [...new Set(items.map(({ stepNumber }) => stepNumber))].sort((a, b) => a - b);
}

/** One week of walks. Null where nothing was measured. */
export interface WeekOfWalks {
  /** Monday 00:00 UTC, epoch ms. */
  startMs: number;
  walks: number;
  durationMs: number;
  /** Of the measured time of all walks, 0–1. */
  slackShare: number | null;
  pullsPer10Min: number | null;
  /** Median of the owner's word. */
  stress: number | null;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 5 January 1970 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Weeks from the first walk to the last, those without a walk too: a week of rest is part of the picture. */
export function weeksOf(items: readonly WalkListItem[]): WeekOfWalks[] {
  const byWeek = new Map<number, WalkListItem[]>();
  for (const item of items) {
    if (item.durationMs === null) continue;
    const week = Math.floor((item.startedAtMs - FIRST_MONDAY_MS) / WEEK_MS);
    const own = byWeek.get(week);
    if (own) own.push(item);
    else byWeek.set(week, [item]);
  }
  if (byWeek.size === 0) return [];
  const first = Math.min(...byWeek.keys());
  const last = Math.max(...byWeek.keys());
  return Array.from({ length: last - first + 1 }, (_, i) =>
    weekOf(FIRST_MONDAY_MS + (first + i) * WEEK_MS, byWeek.get(first + i) ?? []),
  );
}

function weekOf(startMs: number, items: readonly WalkListItem[]): WeekOfWalks {
  let slackMs = 0;
  let leadMs = 0;
  let pulls = 0;
  for (const { summary } of items) {
    if (!summary || summary.slackShare === null) continue;
    const ms = measuredMs(summary);
    leadMs += ms;
    slackMs += ms * summary.slackShare;
    pulls += summary.pulls;
  }
  const stresses = items.flatMap(({ review }) => (review?.stress == null ? [] : [review.stress as number]));
  return {
    startMs,
    walks: items.length,
    durationMs: items.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0),
    slackShare: leadMs > 0 ? slackMs / leadMs : null,
    pullsPer10Min: leadMs > 0 ? (pulls * 600_000) / leadMs : null,
    stress: median(stresses),
  };
}
