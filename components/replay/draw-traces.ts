import type { PanelTrace } from '../../lib/charts/chart-panel';
import type { MinMaxColumns, MinMaxPyramid, SharedEnds } from '../../lib/charts/min-max-pyramid';
import type { PixelSurface, Rgba } from '../../lib/charts/pixel-surface';
import type { Stretch } from '../../lib/charts/stretch';
import {
  denseColumns,
  fillColumns,
  tracePath,
  type PathSink,
  type RectSink,
} from '../../lib/charts/trace-path';
import type { DetailLayout, PanelPlace } from './detail-layout';

/** What of a canvas the strokes of traces need: the same go to the screen and into a saved picture. */
export type StrokeSurface = PathSink &
  Pick<
    CanvasRenderingContext2D,
    'beginPath' | 'stroke' | 'setLineDash' | 'strokeStyle' | 'lineWidth' | 'lineJoin'
  >;

/** And with that of the bands. */
export type TraceSurface = StrokeSurface & RectSink & Pick<CanvasRenderingContext2D, 'fillStyle'>;

/** Columns of the last picture, reused by the next. */
export type ColumnsInUse = Map<MinMaxPyramid, MinMaxColumns>;

/** Of a trace, px. */
const LINE_PX = 1.4;

/** Bands and traces of all panels, for the stretch [fromMs, toMs): dense ones as a path, too, which is small in a file. */
export function drawTraces(
  surface: TraceSurface,
  { places, plotWidth }: DetailLayout,
  stretch: Stretch,
  colorOf: (token: string) => string,
): void {
  for (const place of places) {
    const yOf = heightIn(place);
    for (const { from, to, color } of place.panel.bands) {
      surface.fillStyle = colorOf(color);
      surface.fillRect(0, yOf(to), plotWidth, yOf(from) - yOf(to));
    }
    for (const trace of place.panel.traces) strokeTrace(surface, trace, place, plotWidth, stretch, colorOf);
  }
}

/** How a picture is painted on the screen. */
export interface Painting {
  /** A token's colour, as a canvas takes it and as pixels do. */
  css: (token: string) => string;
  rgba: (token: string) => Rgba;
  /** Pixels of the screen for one of the layout. */
  ratio: number;
  inUse: ColumnsInUse;
}

/**
 * Bands and dense traces into pixels, a column each.
 * @returns paints the traces that have room as lines, onto a canvas over these pixels
 */
export function paintTraces(
  pixels: PixelSurface,
  { places, plotWidth }: DetailLayout,
  stretch: Stretch,
  { css, rgba, ratio, inUse }: Painting,
): (surface: StrokeSurface) => void {
  const shared: SharedEnds = new Map();
  const lines: [PanelTrace, PanelPlace][] = [];
  for (const place of places) {
    const yOf = heightIn(place, ratio);
    for (const { from, to, color } of place.panel.bands) {
      pixels.color = rgba(color);
      pixels.fillRect(0, yOf(to), pixels.width, yOf(from) - yOf(to));
    }
    for (const trace of place.panel.traces) {
      const { pyramid, color } = trace;
      const columns = denseColumns(
        pyramid,
        { ...stretch, widthPx: pixels.width },
        inUse.get(pyramid),
        shared,
      );
      if (!columns) {
        lines.push([trace, place]);
        continue;
      }
      inUse.set(pyramid, columns);
      pixels.color = rgba(color);
      fillColumns(columns, { yOf, maxGapMs: pyramid.maxGapMs, thicknessPx: LINE_PX * ratio }, pixels);
    }
  }
  return (surface) => {
    for (const [trace, place] of lines) strokeTrace(surface, trace, place, plotWidth, stretch, css);
  };
}

/** A value's distance from the picture's upper edge, px of the screen. */
function heightIn({ panel, top, height }: PanelPlace, ratio = 1): (value: number) => number {
  return (value) => ratio * (top + height * (1 - panel.heightOf(value)));
}

function strokeTrace(
  surface: StrokeSurface,
  { pyramid, color, dash }: PanelTrace,
  place: PanelPlace,
  plotWidth: number,
  stretch: Stretch,
  colorOf: (token: string) => string,
): void {
  surface.beginPath();
  const view = { ...stretch, widthPx: plotWidth, yOf: heightIn(place) };
  const isRibbon = tracePath(pyramid, view, surface) !== undefined;
  surface.strokeStyle = colorOf(color);
  surface.lineWidth = LINE_PX;
  surface.lineJoin = 'bevel';
  // A line of columns is a ribbon: a dash would tear it.
  surface.setLineDash(isRibbon ? [] : [...dash]);
  surface.stroke();
}
