import type { MinMaxColumns, MinMaxPyramid } from '../../lib/charts/min-max-pyramid';
import { denseColumns, fillColumns, tracePath } from '../../lib/charts/trace-path';
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

/** Of a trace, px. */
const LINE_PX = 1.4;

/**
 * Bands and traces of all panels, for the stretch [fromMs, toMs).
 * @param dense how dense traces are drawn: a rectangle a column is fast on a canvas, a path is small in a file
 */
export function drawTraces(
  surface: TraceSurface,
  { places, plotWidth }: DetailLayout,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  colorOf: (token: string) => string,
  { inUse = new Map(), dense = 'rectangles' }: { inUse?: ColumnsInUse; dense?: 'rectangles' | 'path' } = {},
): void {
  for (const { panel, top, height } of places) {
    const yOf = (value: number): number => top + height * (1 - panel.heightOf(value));
    for (const { from, to, color } of panel.bands) {
      surface.fillStyle = colorOf(color);
      surface.fillRect(0, yOf(to), plotWidth, yOf(from) - yOf(to));
    }
    for (const { pyramid, color, dash } of panel.traces) {
      const view = { fromMs, toMs, widthPx: plotWidth, yOf };
      const columns = dense === 'rectangles' && denseColumns(pyramid, view, inUse.get(pyramid));
      if (columns) {
        inUse.set(pyramid, columns);
        surface.fillStyle = colorOf(color);
        fillColumns(columns, { yOf, maxGapMs: pyramid.maxGapMs, thicknessPx: LINE_PX }, surface);
        continue;
      }
      surface.beginPath();
      const isRibbon = tracePath(pyramid, view, surface) !== undefined;
      surface.strokeStyle = colorOf(color);
      surface.lineWidth = LINE_PX;
      surface.lineJoin = 'bevel';
      // A line of columns is a ribbon: a dash would tear it.
      surface.setLineDash(isRibbon ? [] : [...dash]);
      surface.stroke();
    }
  }
}
