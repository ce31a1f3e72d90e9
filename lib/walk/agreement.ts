import type { WalkEvent } from '../events/event';
import { EVENT_KINDS, type Correction, type EventKind } from './correction';
import { ownersEvents, sameHappeningMs, type OwnersEvent } from './owners-events';

/** One walk with what was found in it and what its owner says. */
export interface SpokenWalk {
  detected: readonly WalkEvent[];
  corrections: readonly Correction[];
  /** Length on the walk's timeline, ms. */
  durationMs: number;
}

/** How far detectors and owner agree on one kind of event. All figures are counts; shares: `precisionOf` and the like. */
export interface Agreement {
  kind: EventKind;
  /** Events that the detectors found and the owner says were so. */
  hits: number;
  /** Events that the detectors found and the owner says were not so, or were another kind. */
  falseAlarms: number;
  /** Events of the owner's that the detectors did not find. */
  misses: number;
  /** Seconds of walks that the owner spoke of, without those under detections of this kind that nothing was said of. */
  seconds: SecondCounts;
}

/** Seconds by what both say of this kind: it was going on, or not. */
export interface SecondCounts {
  both: number;
  detectorOnly: number;
  ownerOnly: number;
  neither: number;
}

/** ms */
const BIN_MS = 1000;

/**
 * Agreement by kind over walks. Only walks with at least one standing word count, and of their detections only those that
 * the owner spoke of: silence is no consent. What the owner added or renamed is found where a detection of that kind that
 * nothing was said of covers it by half of the shorter one. In full: docs/agreement.md.
 */
export function agreementOf(walks: Iterable<SpokenWalk>): Agreement[] {
  const byKind = new Map(EVENT_KINDS.map((kind) => [kind, emptyAgreement(kind)]));
  for (const walk of walks) {
    if (!walk.corrections.some(({ deletedAtMs }) => deletedAtMs === null)) continue;
    const { hits, falseAlarms, misses, truths, unsaid } = judge(walk);
    for (const kind of EVENT_KINDS) {
      const sum = byKind.get(kind)!;
      sum.hits += hits.filter((each) => each === kind).length;
      sum.falseAlarms += falseAlarms.filter((each) => each === kind).length;
      sum.misses += misses.filter((each) => each === kind).length;
      countSeconds(
        sum.seconds,
        walk.durationMs,
        ofKind(walk.detected, kind),
        ofKind(truths, kind),
        ofKind(unsaid, kind),
      );
    }
  }
  return [...byKind.values()];
}

/** Share of the detections spoken of that were so, 0–1; null where none was. */
export function precisionOf({ hits, falseAlarms }: Agreement): number | null {
  return hits + falseAlarms > 0 ? hits / (hits + falseAlarms) : null;
}

/** Share of the owner's events that were found, 0–1; null where there is none. */
export function recallOf({ hits, misses }: Agreement): number | null {
  return hits + misses > 0 ? hits / (hits + misses) : null;
}

/**
 * Cohen's kappa over seconds: agreement beyond chance, 1 at most (Cohen 1960). Null where it is not defined: no second, or
 * both say the same of every one.
 */
export function kappaOf({ both, detectorOnly, ownerOnly, neither }: SecondCounts): number | null {
  const n = both + detectorOnly + ownerOnly + neither;
  if (n === 0) return null;
  const observed = (both + neither) / n;
  const detectorYes = (both + detectorOnly) / n;
  const ownerYes = (both + ownerOnly) / n;
  const byChance = detectorYes * ownerYes + (1 - detectorYes) * (1 - ownerYes);
  return byChance < 1 ? (observed - byChance) / (1 - byChance) : null;
}

interface Judged {
  hits: EventKind[];
  falseAlarms: EventKind[];
  misses: EventKind[];
  /** The owner's events. */
  truths: WalkEvent[];
  /** Detections that nothing was said of. */
  unsaid: WalkEvent[];
}

function judge({ detected, corrections }: SpokenWalk): Judged {
  const judged: Judged = { hits: [], falseAlarms: [], misses: [], truths: [], unsaid: [] };
  const sought: OwnersEvent[] = [];
  for (const each of ownersEvents(detected, corrections)) {
    const { event, provenance, detected: found } = each;
    if (provenance === 'detected') {
      judged.unsaid.push(event);
      continue;
    }
    if (provenance === 'rejected') {
      if (found) judged.falseAlarms.push(found.kind);
      continue;
    }
    judged.truths.push(event);
    if (found?.kind === event.kind) {
      judged.hits.push(event.kind);
      continue;
    }
    if (found) judged.falseAlarms.push(found.kind);
    sought.push(each);
  }
  for (const { event } of sought) {
    const at = bestMatch(event, judged.unsaid);
    if (at === null) judged.misses.push(event.kind);
    else {
      judged.hits.push(event.kind);
      // One detection answers for one event.
      judged.unsaid.splice(at, 1);
    }
  }
  return judged;
}

function bestMatch(event: WalkEvent, unsaid: readonly WalkEvent[]): number | null {
  let best: number | null = null;
  let bestMs = -1;
  for (const [index, each] of unsaid.entries()) {
    const shared = sameHappeningMs(event, each);
    if (shared === null || shared <= bestMs) continue;
    best = index;
    bestMs = shared;
  }
  return best;
}

function countSeconds(
  into: SecondCounts,
  durationMs: number,
  detected: readonly WalkEvent[],
  truths: readonly WalkEvent[],
  unsaid: readonly WalkEvent[],
): void {
  const bins = Math.ceil(durationMs / BIN_MS);
  const [byDetector, byOwner, leftOut] = [detected, truths, unsaid].map((events) => binsOf(events, bins));
  for (let bin = 0; bin < bins; bin++) {
    if (leftOut![bin]) continue;
    if (byDetector![bin] && byOwner![bin]) into.both++;
    else if (byDetector![bin]) into.detectorOnly++;
    else if (byOwner![bin]) into.ownerOnly++;
    else into.neither++;
  }
}

/** Which seconds events touch; one without length touches the second that it lies in. */
function binsOf(events: readonly WalkEvent[], bins: number): Uint8Array {
  const touched = new Uint8Array(bins);
  for (const { startMs, endMs } of events) {
    const first = Math.floor(startMs / BIN_MS);
    touched.fill(1, first, Math.max(first + 1, Math.ceil(endMs / BIN_MS)));
  }
  return touched;
}

function ofKind(events: readonly WalkEvent[], kind: EventKind): WalkEvent[] {
  return events.filter((event) => event.kind === kind);
}

function emptyAgreement(kind: EventKind): Agreement {
  const seconds = { both: 0, detectorOnly: 0, ownerOnly: 0, neither: 0 };
  return { kind, hits: 0, falseAlarms: 0, misses: 0, seconds };
}
