import { groups } from 'd3-array';
import type { WalkEvent } from '../events/event';
import type { Tone } from './tone';
import { eventTone } from './tone';

/** Who an event tells of: the lead between the two, or the cat's body. */
export type BandGroup = 'lead' | 'body';

export interface EventBand {
  /** Index in the list of events that was given. */
  index: number;
  event: WalkEvent;
  tone: Tone;
  group: BandGroup;
  /** Row within all rows, 0 on top: first those of the lead, then those of the body. */
  row: number;
}

export interface EventRows {
  bands: EventBand[];
  /** Rows of each group; at least 1 each, so that the picture does not jump. */
  leadRows: number;
  bodyRows: number;
}

const GROUP: Readonly<Record<WalkEvent['kind'], BandGroup>> = {
  tension: 'lead',
  drag: 'lead',
  'slip-out': 'lead',
  freeze: 'body',
  rest: 'body',
  bolt: 'body',
  shake: 'body',
};

/** Key of an event within a walk. */
export function eventKey(event: WalkEvent): string {
  return `${event.kind}@${event.startMs}`;
}

/** Lay events out in rows: two that overlap in time never share one. */
export function eventRows(events: readonly WalkEvent[]): EventRows {
  const ends: Record<BandGroup, number[]> = { lead: [], body: [] };
  const order = events.map((event, index) => ({ event, index }));
  order.sort((a, b) => a.event.startMs - b.event.startMs || a.index - b.index);
  const bands = order.map(({ event, index }): EventBand => {
    const group = GROUP[event.kind];
    let row = ends[group].findIndex((end) => end <= event.startMs);
    if (row < 0) row = ends[group].length;
    ends[group][row] = event.endMs;
    return { index, event, tone: eventTone(event), group, row };
  });
  const leadRows = Math.max(1, ends.lead.length);
  for (const band of bands) if (band.group === 'body') band.row += leadRows;
  return { bands, leadRows, bodyRows: Math.max(1, ends.body.length) };
}

/** Part of a view that a stretch of time covers, in px; null when outside. At least `minPx` wide, so that a short bolt is seen. */
export function bandRange(
  startMs: number,
  endMs: number,
  view: { fromMs: number; toMs: number; widthPx: number },
  minPx = 3,
): { x: number; width: number } | null {
  if (endMs < view.fromMs || startMs >= view.toMs) return null;
  const pxPerMs = view.widthPx / (view.toMs - view.fromMs);
  const from = Math.max(0, (startMs - view.fromMs) * pxPerMs);
  const to = Math.min(view.widthPx, (endMs - view.fromMs) * pxPerMs);
  const width = Math.max(minPx, to - from);
  return { x: Math.max(0, Math.min(from, view.widthPx - width)), width };
}

/** A band's place in a picture, px. */
export interface BandBox {
  tone: Tone;
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Bands as paths of an SVG, one for each tone: hundreds of events are laid out and moved as a few elements.
 * @param radius of their corners, px; a band that is narrower has corners as those of a rectangle with this `rx`
 */
export function bandPaths(boxes: readonly BandBox[], radius: number): { tone: Tone; path: string }[] {
  return groups(boxes, ({ tone }) => tone).map(([tone, own]) => ({
    tone,
    path: own.map((box) => roundedBox(box, radius)).join(''),
  }));
}

/** To the hundredth of a pixel: short to write and to read. */
const hundredths = (px: number): number => Math.round(px * 100) / 100;

function roundedBox({ x, y, width, height }: BandBox, radius: number): string {
  const rx = hundredths(Math.min(radius, width / 2));
  const ry = hundredths(Math.min(radius, height / 2));
  const w = hundredths(width - 2 * rx);
  const h = hundredths(height - 2 * ry);
  const corner = `a${rx} ${ry} 0 0 1`;
  return (
    `M${hundredths(x + rx)} ${hundredths(y)}h${w}${corner} ${rx} ${ry}v${h}${corner} ${-rx} ${ry}` +
    `h${-w}${corner} ${-rx} ${-ry}v${-h}${corner} ${rx} ${-ry}z`
  );
}
