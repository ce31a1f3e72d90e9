import type { WalkEvent } from '../events/event';
import type { Correction, CorrectionSubject } from './correction';
import { unmeasuredEvent } from './unmeasured-event';

/** Where an event, as the owner sees it, comes from. `detected`: the owner has said nothing of it. */
export type Provenance = 'detected' | 'confirmed' | 'rejected' | 'relabelled' | 'moved' | 'added';

/** An event with the owner's word on top. */
export interface OwnersEvent {
  /** The same as long as the happening is the same, whatever is said of it. */
  key: string;
  /** With the owner's kind and bounds. Evidence that was never measured is NaN. */
  event: WalkEvent;
  provenance: Provenance;
  /** What the detector says; null for one that was added, or that this version of the detectors no longer finds. */
  detected: WalkEvent | null;
  /** What a further word has to name. */
  subject: CorrectionSubject;
  /** The newest word on it, to be taken back; null where none was said. */
  wordId: string | null;
}

type Word = Exclude<Correction, { say: 'add' }>;
type DetectorSubject = Extract<CorrectionSubject, { by: 'detector' }>;

/** Share of the shorter one that must be shared for two stretches to be one happening. Ours. */
const SAME_SHARE = 0.5;

/**
 * Detections with the owner's words on top, by start. Pure: the detections are not touched.
 *
 * A word finds its detection by kind and largest overlap (at least half of the shorter one), so another version of the
 * detectors, or later samples, may have shifted it. What the owner confirmed, renamed or moved stays also when the
 * detector no longer finds it; a rejection of what is no longer found falls silent.
 *
 * Of several words on one happening the newest rejection or acceptance decides whether it was; the newest new name its
 * kind; the newest move its bounds. Words with a tombstone count for nothing.
 */
export function ownersEvents(
  detected: readonly WalkEvent[],
  corrections: readonly Correction[],
): OwnersEvent[] {
  const standing = corrections
    .filter(({ deletedAtMs }) => deletedAtMs === null)
    .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const onDetected = new Map<WalkEvent, Word[]>();
  const onLost: { subject: DetectorSubject; words: Word[] }[] = [];
  const onAdded = new Map<string, Word[]>();
  for (const word of standing) {
    if (word.say === 'add') continue;
    const { subject } = word;
    if (subject.by === 'owner') push(onAdded, subject.correctionId, word);
    else {
      const event = mostAlike(subject, detected);
      if (event) push(onDetected, event, word);
      else {
        const lost = onLost.find((each) => sameHappeningMs(each.subject, subject) !== null);
        if (lost) lost.words.push(word);
        else onLost.push({ subject, words: [word] });
      }
    }
  }

  const seen: OwnersEvent[] = detected.map((event) => {
    const { kind, startMs, endMs } = event;
    const words = onDetected.get(event) ?? [];
    const subject = { by: 'detector', kind, startMs, endMs } as const;
    return { key: `${kind}@${startMs}`, detected: event, subject, ...apply(event, words, 'detected') };
  });
  for (const { subject, words } of onLost) {
    const event = unmeasuredEvent(subject.kind, subject.startMs, subject.endMs);
    const applied = apply(event, words, 'confirmed');
    if (applied.provenance !== 'rejected')
      seen.push({ key: `${subject.kind}@${subject.startMs}`, detected: null, subject, ...applied });
  }
  for (const word of standing) {
    if (word.say !== 'add') continue;
    const event = unmeasuredEvent(word.kind, word.startMs, word.endMs);
    const applied = apply(event, onAdded.get(word.id) ?? [], 'added');
    // Added and then rejected is the same as never added.
    if (applied.provenance === 'rejected') continue;
    const subject = { by: 'owner', correctionId: word.id } as const;
    const wordId = applied.wordId ?? word.id;
    seen.push({ key: word.id, detected: null, subject, ...applied, wordId, provenance: 'added' });
  }
  return seen.sort((a, b) => a.event.startMs - b.event.startMs || (a.key < b.key ? -1 : 1));
}

/** The events that were, in the owner's eyes: without what was rejected. */
export function acceptedEvents(events: readonly OwnersEvent[]): WalkEvent[] {
  return events.filter(({ provenance }) => provenance !== 'rejected').map(({ event }) => event);
}

function apply(
  event: WalkEvent,
  words: readonly Word[],
  unsaid: Provenance,
): Pick<OwnersEvent, 'event' | 'provenance' | 'wordId'> {
  const newest = words.at(-1);
  if (!newest) return { event, provenance: unsaid, wordId: null };
  const wordId = newest.id;
  const name = words.findLast((word) => word.say === 'relabel');
  const move = words.findLast((word) => word.say === 'move');
  const { startMs, endMs } = move ?? event;
  const kind = name?.toKind ?? event.kind;
  const renamed = kind !== event.kind;
  const moved = startMs !== event.startMs || endMs !== event.endMs;
  const corrected = renamed ? unmeasuredEvent(kind, startMs, endMs) : { ...event, startMs, endMs };
  if (renamed) corrected.detectedMs = event.detectedMs;
  if (newest.say === 'reject') return { event: corrected, provenance: 'rejected', wordId };
  return { event: corrected, provenance: renamed ? 'relabelled' : moved ? 'moved' : 'confirmed', wordId };
}

function mostAlike(subject: DetectorSubject, detected: readonly WalkEvent[]): WalkEvent | null {
  let best: WalkEvent | null = null;
  let bestMs = -1;
  for (const event of detected) {
    const shared = sameHappeningMs(subject, event);
    if (shared === null || shared < bestMs) continue;
    // Two that share as much, e.g. instants: the one that begins nearer.
    if (best && shared === bestMs && distance(best, subject) <= distance(event, subject)) continue;
    best = event;
    bestMs = shared;
  }
  return best;
}

const distance = (a: { startMs: number }, b: { startMs: number }): number => Math.abs(a.startMs - b.startMs);

/** How long two of one kind overlap, ms; null when they are two happenings. */
export function sameHappeningMs(
  a: Pick<DetectorSubject, 'kind' | 'startMs' | 'endMs'>,
  b: Pick<DetectorSubject, 'kind' | 'startMs' | 'endMs'>,
): number | null {
  if (a.kind !== b.kind) return null;
  const shared = Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs);
  const shorter = Math.min(a.endMs - a.startMs, b.endMs - b.startMs);
  return shared >= 0 && shared >= SAME_SHARE * shorter ? shared : null;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
