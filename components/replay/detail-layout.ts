import type { ChartPanel, PanelKind } from '../../lib/charts/chart-panel';
import type { BandGroup, EventRows } from '../../lib/charts/event-bands';

/** A panel's place, px from the picture's upper edge. */
export interface PanelPlace {
  panel: ChartPanel;
  top: number;
  height: number;
}

/** Where each part of the detail picture lies, px from its upper left corner. */
export interface DetailLayout {
  width: number;
  height: number;
  /** Room for the axes' labels. */
  left: number;
  plotWidth: number;
  places: readonly PanelPlace[];
  /** Upper edge of the events of the lead, and of the cat's body. */
  rowsTop: Readonly<Record<BandGroup, number>>;
  rowHeight: number;
  /** Upper edge of all plots, below the flags of the marks. */
  plotTop: number;
  axisTop: number;
}

const ROW = 22;
const GAP = 14;
const PLOT_TOP = 22;
const AXIS = 24;

/** Height of each kind of panel, px: on a phone, where there is room, and where several pictures are to be seen at once. */
const HEIGHT: Readonly<Record<PanelKind, Readonly<Record<'narrow' | 'roomy' | 'low', number>>>> = {
  tension: { narrow: 150, roomy: 200, low: 104 },
  motion: { narrow: 72, roomy: 96, low: 56 },
  accel: { narrow: 120, roomy: 150, low: 104 },
  gyro: { narrow: 96, roomy: 120, low: 88 },
  link: { narrow: 40, roomy: 44, low: 40 },
};

/** Panels one below the other; the lead's events under the pull, the body's under the motion. */
export function detailLayout(
  width: number,
  panels: readonly ChartPanel[],
  rows: EventRows,
  isLow = false,
): DetailLayout {
  const size = isLow ? 'low' : width >= 700 ? 'roomy' : 'narrow';
  const left = width < 520 ? 34 : 48;
  const places: PanelPlace[] = [];
  const rowsTop: Record<BandGroup, number> = { lead: PLOT_TOP, body: PLOT_TOP };
  let y = PLOT_TOP;
  const place = (group: PanelKind): void => {
    for (const panel of panels.filter(({ kind }) => kind === group)) {
      const height = HEIGHT[panel.kind][size];
      places.push({ panel, top: y, height });
      y += height + 4;
    }
  };
  place('tension');
  rowsTop.lead = y;
  y += rows.leadRows * ROW + GAP;
  place('motion');
  rowsTop.body = y;
  y += rows.bodyRows * ROW + 4;
  for (const kind of ['accel', 'gyro', 'link'] as const) {
    if (!panels.some((panel) => panel.kind === kind)) continue;
    y += GAP - 4;
    place(kind);
  }
  return {
    width,
    height: y + AXIS,
    left,
    plotWidth: Math.max(0, width - left - 2),
    places,
    rowsTop,
    rowHeight: ROW,
    plotTop: PLOT_TOP,
    axisTop: y,
  };
}
