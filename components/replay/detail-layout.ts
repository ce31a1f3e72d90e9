import type { ReplaySeries } from '../../lib/app/page-views';
import type { EventRows } from '../../lib/charts/event-bands';

/** Where each part of the detail picture lies, px from its upper left corner. */
export interface DetailLayout {
  width: number;
  height: number;
  /** Room for the axes' labels. */
  left: number;
  plotWidth: number;
  /** Flags of the marks. */
  flagsTop: number;
  tensionTop: number;
  tensionHeight: number;
  leadRowsTop: number;
  motionTop: number;
  motionHeight: number;
  bodyRowsTop: number;
  axisTop: number;
  rowHeight: number;
}

const ROW = 22;
const GAP = 14;

export function detailLayout(width: number, series: ReplaySeries, rows: EventRows): DetailLayout {
  const left = width < 520 ? 34 : 48;
  const roomy = width >= 700;
  const tensionHeight = series.tension ? (roomy ? 200 : 150) : 0;
  const motionHeight = series.motion ? (roomy ? 96 : 72) : 0;
  const tensionTop = 22;
  const leadRowsTop = tensionTop + tensionHeight + 4;
  const motionTop = leadRowsTop + rows.leadRows * ROW + GAP;
  const bodyRowsTop = motionTop + motionHeight + 4;
  const axisTop = bodyRowsTop + rows.bodyRows * ROW + 4;
  return {
    width,
    height: axisTop + 24,
    left,
    plotWidth: Math.max(0, width - left - 2),
    flagsTop: 0,
    tensionTop,
    tensionHeight,
    leadRowsTop,
    motionTop,
    motionHeight,
    bodyRowsTop,
    axisTop,
    rowHeight: ROW,
  };
}
