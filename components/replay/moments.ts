import { formatNewtons } from '../../lib/charts/format-force';
import { formatLength } from '../../lib/charts/format-time';
import { eventWord } from '../../lib/charts/tone';
import { eventKey } from '../../lib/charts/event-bands';
import type { WalkEvent } from '../../lib/events/event';
import type { Mark, MarkKind } from '../../lib/walk/walk';

/** A line of the list beside the replay: an event or a mark. */
export interface Moment {
  key: string;
  tMs: number;
  /** Null: a mark. */
  event: WalkEvent | null;
  title: string;
  detail: string;
}

const MARK_WORD: Readonly<Record<MarkKind, string>> = {
  moment: 'Marked moment',
  note: 'Note',
  button: 'Button on the tag',
};

/** Events and marks in the order of the walk. */
export function momentsOf(events: readonly WalkEvent[], marks: readonly Mark[]): Moment[] {
  return [
    ...events.map((event) => ({
      key: eventKey(event),
      tMs: event.startMs,
      event,
      title: eventWord(event),
      detail: eventDetail(event),
    })),
    ...marks
      .filter((mark) => mark.deletedAtMs === null)
      .map((mark) => ({
        key: mark.id,
        tMs: mark.tMs,
        event: null,
        title: MARK_WORD[mark.kind],
        detail: mark.text,
      })),
  ].sort((a, b) => a.tMs - b.tMs);
}

/** The evidence in one line. */
export function eventDetail(event: WalkEvent): string {
  const length = formatLength(event.endMs - event.startMs);
  switch (event.kind) {
    case 'tension':
      return `${length}, up to ${formatNewtons(event.peakN)} N (${Math.round(100 * event.peakShareOfWeight)} % of body weight)`;
    case 'drag':
      return `${length}, up to ${formatNewtons(event.peakN)} N while the cat stands`;
    case 'freeze':
      return `${length}, after ${formatLength(event.movedBeforeMs)} of movement`;
    case 'rest':
      return length;
    case 'bolt':
      return `${length}, up to ${event.peakG.toFixed(1)} g`;
    case 'shake':
      return `${length}, ${event.rateHz.toFixed(1)} times a second`;
    case 'slip-out':
      return `${formatNewtons(event.tensionBeforeN)} N, then nothing`;
  }
}

/** Index of the last moment at or before the cursor; −1 before the first. */
export function momentAt(moments: readonly Moment[], cursorMs: number): number {
  let found = -1;
  for (const [index, moment] of moments.entries()) if (moment.tMs <= cursorMs) found = index;
  return found;
}
