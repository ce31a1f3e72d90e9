import type { ChartPanel } from './chart-panel';
import { formatClockFrom } from './format-time';
import { columns, type MinMaxPyramid } from './min-max-pyramid';
import type { Stretch } from './stretch';
import { t } from '../words/words';

/** What the samples of a stretch lie between; null where there is none. */
export function rangeWithin(pyramid: MinMaxPyramid, { fromMs, toMs }: Stretch): [number, number] | null {
  const { min, max } = columns(pyramid, fromMs, toMs, 1);
  return Number.isNaN(min[0]!) ? null : [min[0]!, max[0]!];
}

/** A trace by its panel's name and, of several, its own: "body motion", "acceleration x". */
export function traceName(panel: ChartPanel, name: string | null): string {
  return name === null ? panel.name : t('stream.axis', { stream: panel.name, axis: name });
}

/**
 * The picture as sentences: what each stream lies between in the stretch that is shown.
 * @param zeroMs moment that times count from
 */
export function stretchSentences(panels: readonly ChartPanel[], stretch: Stretch, zeroMs = 0): string[] {
  const from = formatClockFrom(stretch.fromMs, zeroMs);
  const to = formatClockFrom(stretch.toMs, zeroMs);
  return panels.flatMap((panel) =>
    panel.traces.map(({ name, pyramid }) => {
      const stream = traceName(panel, name);
      const range = rangeWithin(pyramid, stretch);
      return range === null
        ? t('stream.withinNone', { from, to, stream })
        : t('stream.within', { from, to, stream, low: panel.format(range[0]), high: panel.format(range[1]) });
    }),
  );
}

/** One line of the table behind the picture. */
export interface StretchRow extends Stretch {
  /** Lowest and highest of each trace, in the order of the panels; null where there are no data. */
  ranges: readonly ([number, number] | null)[];
}

/** The stretch that is shown in `parts` of one length, every sample in one of them. */
export function stretchRows(panels: readonly ChartPanel[], stretch: Stretch, parts: number): StretchRow[] {
  const traces = panels.flatMap((panel) => panel.traces);
  const found = traces.map(({ pyramid }) => columns(pyramid, stretch.fromMs, stretch.toMs, parts));
  const partMs = (stretch.toMs - stretch.fromMs) / parts;
  return Array.from({ length: parts }, (_, i) => ({
    fromMs: stretch.fromMs + i * partMs,
    toMs: stretch.fromMs + (i + 1) * partMs,
    ranges: found.map(({ min, max }) => (Number.isNaN(min[i]!) ? null : [min[i]!, max[i]!])),
  }));
}
