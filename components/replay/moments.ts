import { forceSign, formatForce, formatShare } from '../../lib/charts/format-force';
import { formatLength } from '../../lib/charts/format-time';
import { markDetail, markWord } from '../../lib/charts/sign-words';
import { eventWord } from '../../lib/charts/tone';
import { eventKey } from '../../lib/charts/event-bands';
import type { TensionEvent, WalkEvent } from '../../lib/events/event';
import type { OwnersEvent } from '../../lib/walk/owners-events';
import type { Mark } from '../../lib/walk/walk';
import { formatFixed } from '../../lib/words/format-number';
import { t } from '../../lib/words/words';

/** A line of the list beside the replay: an event or a mark. */
export interface Moment {
  key: string;
  tMs: number;
  /** Null: a mark. */
  event: WalkEvent | null;
  /** What the owner says of the event; null where nobody is asked, and for a mark. */
  word: OwnersEvent | null;
  title: string;
  detail: string;
}

/**
 * Events and marks in the order of the walk.
 * @param bodyKg what the cat weighs, or is assumed to
 * @param words the same events with what the owner says of them, rejected ones too; null where nobody is asked.
 */
export function momentsOf(
  events: readonly WalkEvent[],
  marks: readonly Mark[],
  bodyKg: number,
  words: readonly OwnersEvent[] | null = null,
): Moment[] {
  const told = words ?? events.map((event) => ({ key: eventKey(event), event }));
  return [
    ...told.map((each) => ({
      key: each.key,
      tMs: each.event.startMs,
      event: each.event,
      word: 'provenance' in each ? each : null,
      title: eventWord(each.event),
      detail: eventDetail(each.event, bodyKg),
    })),
    ...marks
      .filter((mark) => mark.deletedAtMs === null)
      .map((mark) => ({
        key: mark.id,
        tMs: mark.tMs,
        event: null,
        word: null,
        title: markWord(mark),
        detail: markDetail(mark),
      })),
  ].sort((a, b) => a.tMs - b.tMs);
}

const PULL_BY = {
  cat: 'moment.pullByCat',
  hand: 'moment.pullByHand',
  'cannot-tell': 'moment.pull',
} as const;

/** The evidence in one line; of what nobody measured, how long it was. */
export function eventDetail(event: WalkEvent, bodyKg: number): string {
  const length = formatLength(event.endMs - event.startMs);
  if (Number.isNaN(event.confidence)) return length;
  switch (event.kind) {
    case 'tension':
      return t(PULL_BY[event.puller?.who ?? 'cannot-tell'], { length, pull: pullWords(event, bodyKg) });
    case 'drag':
      return t('moment.drag', { length, force: formatForce(event.peakN, bodyKg) });
    case 'freeze':
      return t('moment.freeze', { length, moved: formatLength(event.movedBeforeMs) });
    case 'rest':
      return length;
    case 'bolt':
      return t('moment.bolt', { length, g: formatFixed(event.peakG, 1) });
    case 'shake':
      return t('moment.shake', { length, rate: formatFixed(event.rateHz, 1) });
    case 'slip-out':
      return t('moment.slip_out', { force: formatForce(event.tensionBeforeN, bodyKg) });
  }
}

/** A pull in the owner's unit, and as a share of the cat's weight unless that is the unit. */
function pullWords({ peakN, peakShareOfWeight }: TensionEvent, bodyKg: number): string {
  const force = formatForce(peakN, bodyKg);
  const share = formatShare(peakShareOfWeight);
  // The same figure twice says nothing more.
  return forceSign() === '%'
    ? t('lead.shareOfWeight', { share })
    : t('moment.forceAndShare', { force, share });
}

/** Index of the last moment at or before the cursor; −1 before the first. */
export function momentAt(moments: readonly Moment[], cursorMs: number): number {
  let found = -1;
  for (const [index, moment] of moments.entries()) if (moment.tMs <= cursorMs) found = index;
  return found;
}

/** The last event at or before the cursor, which a word speaks of; null before the first. */
export function eventAt(moments: readonly Moment[], cursorMs: number): Moment | null {
  return moments.findLast(({ event, tMs }) => event !== null && tMs <= cursorMs) ?? null;
}
