import type { MinMaxColumns, MinMaxPyramid } from '../../lib/charts/min-max-pyramid';
import { tracePath } from '../../lib/charts/trace-path';
import type { DetailLayout } from './detail-layout';

/** What of a canvas the drawing needs: the same strokes go to the screen and into a saved picture. */
export type TraceSurface = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
  | 'fillRect'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
>;

/** Columns of the last picture, reused by the next. */
export type ColumnsInUse = Map<MinMaxPyramid, MinMaxColumns>;

/** Bands and traces of all panels, for the stretch [fromMs, toMs). */
export function drawTraces(
  surface: TraceSurface,
  { places, plotWidth }: DetailLayout,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  colorOf: (token: string) => string,
  inUse: ColumnsInUse = new Map(),
): void {
  for (const { panel, top, height } of places) {
    const yOf = (value: number): number => top + height * (1 - panel.heightOf(value));
    for (const { from, to, color } of panel.bands) {
      surface.fillStyle = colorOf(color);
      surface.fillRect(0, yOf(to), plotWidth, yOf(from) - yOf(to));
    }
    for (const { pyramid, color, dash } of panel.traces) {
      surface.beginPath();
      const view = { fromMs, toMs, widthPx: plotWidth, yOf };
      const used = tracePath(pyramid, view, surface, inUse.get(pyramid));
      if (used) inUse.set(pyramid, used);
      surface.strokeStyle = colorOf(color);
      surface.lineWidth = 1.4;
      surface.lineJoin = 'bevel';
      // A line of columns is a ribbon: a dash would tear it.
      surface.setLineDash(used ? [] : [...dash]);
      surface.stroke();
    }
  }
}
