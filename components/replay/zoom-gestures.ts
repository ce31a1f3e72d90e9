import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom';
import type { Stretch } from '../../lib/charts/stretch';

/** What the gestures need to know of the picture, asked anew at each. */
export interface Zoomable {
  widthPx: number;
  durationMs: number;
  minSpanMs: number;
  stretch: Stretch;
  /** A plain turn of the wheel zooms; else the page scrolls, and it takes Ctrl. */
  wheelZooms: boolean;
}

/** A mouse's wheel of one notch (100 px) zooms by half. Ours. */
const DOUBLINGS_PER_PX = 0.006;
/** What one line or page of a wheel that counts these is in px, as browsers take it. */
const LINE_PX = 20;

/**
 * Wheel, pinch, drag and double click on `node`, which covers the plot. d3 decodes the gestures; the stretch itself
 * belongs to the caller, who calls `sync` when it changes by other ways.
 */
export function zoomGestures(
  node: HTMLElement,
  ask: () => Zoomable,
  onStretch: (stretch: Stretch) => void,
): { sync: () => void; stop: () => void } {
  let syncing = false;
  const behaviour = zoom<HTMLElement, unknown>()
    .filter((event: Event) =>
      event instanceof WheelEvent
        ? zoomsBy(event, ask().wheelZooms)
        : !(event instanceof MouseEvent && (event.button !== 0 || event.ctrlKey)),
    )
    .wheelDelta(({ deltaY, deltaMode }) => -deltaY * DOUBLINGS_PER_PX * (deltaMode === 0 ? 1 : LINE_PX))
    // A press that trembles is a press.
    .clickDistance(3)
    .duration(0)
    .on('zoom', ({ transform, sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
      // While a gesture lasts d3 names it as the source of what `sync` sets, too.
      if (sourceEvent && !syncing) onStretch(stretchOf(transform, ask()));
    });
  const selection = select(node).call(behaviour);
  return {
    sync: () => {
      const { widthPx, durationMs, minSpanMs, stretch } = ask();
      const k = durationMs / (stretch.toMs - stretch.fromMs);
      const wanted = zoomIdentity.translate((-stretch.fromMs / durationMs) * widthPx * k, 0).scale(k);
      behaviour
        .extent([
          [0, 0],
          [widthPx, 1],
        ])
        .translateExtent([
          [0, 0],
          [widthPx, 1],
        ])
        .scaleExtent([1, Math.max(1, durationMs / minSpanMs)]);
      syncing = true;
      behaviour.transform(selection, wanted);
      syncing = false;
    },
    stop: () => void selection.on('.zoom', null),
  };
}

function zoomsBy(event: WheelEvent, plain: boolean): boolean {
  const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
  return (event.ctrlKey || event.metaKey || plain) && !sideways;
}

function stretchOf({ k, x }: ZoomTransform, { widthPx, durationMs }: Zoomable): Stretch {
  const spanMs = durationMs / k;
  const fromMs = Math.max(0, Math.min(durationMs - spanMs, ((-x / k) * durationMs) / Math.max(1, widthPx)));
  return { fromMs, toMs: fromMs + spanMs };
}
