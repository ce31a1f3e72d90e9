import { scaleLinear } from 'd3-scale';
import type { DataGap } from '../walk/walk';
import { formatFixed, formatUpTo } from '../words/format-number';
import { formatReadings } from '../words/format-list';
import { t } from '../words/words';
import { forceSign, formatBound, formatForce, formatShare } from './format-force';
import { valueAt, type MinMaxPyramid } from './min-max-pyramid';
import type { AxisSeries, ReplaySeries } from './replay-series';
import { axisTopN, forceAxis } from './tension-scale';

export type PanelKind = 'tension' | 'motion' | 'accel' | 'gyro' | 'link';

/** One line of a panel. */
export interface PanelTrace {
  /** Which of several: "x". Null: the panel's only one. */
  name: string | null;
  pyramid: MinMaxPyramid;
  /** Token of the theme: "--ink". */
  color: `--${string}`;
  /** Dash of the line, so that traces differ by more than colour; empty: a whole line. */
  dash: readonly number[];
}

/** One stream's plot: its traces over one axis. */
export interface ChartPanel {
  kind: PanelKind;
  name: string;
  unit: string;
  /** True for a gap in which it has nothing to show. */
  isMissing: (gap: DataGap) => boolean;
  traces: readonly PanelTrace[];
  /** Values with a rule and a label. */
  ticks: readonly number[];
  /** Coloured bands from the bottom up: upper ends and tokens; none for most. */
  bands: readonly { from: number; to: number; color: `--${string}` }[];
  /** Place of a value on the axis: 0 at the bottom, 1 on top. */
  heightOf: (value: number) => number;
  /** With its unit: "3.2 N". */
  format: (value: number) => string;
  /** A rule's label, short and without unit. */
  label: (value: number) => string;
}

/** Below this the axis of body motion does not shrink: a still cat's noise is not blown up to a storm, g. Ours. */
const LEAST_MOTION_TOP_G = 0.5;
const AXES = [
  { name: 'x', color: '--light', dash: [] },
  { name: 'y', color: '--pull', dash: [5, 2] },
  { name: 'z', color: '--calm', dash: [2, 2] },
] as const;

/** The panels of a walk that are asked for, from top to bottom; kinds without data are left out. */
export function chartPanels(series: ReplaySeries, shown: readonly PanelKind[]): ChartPanel[] {
  return PANELS.filter(([kind]) => shown.includes(kind)).flatMap(([, build]) => build(series) ?? []);
}

/** Kinds that the walk has data for. */
export function panelKinds(series: ReplaySeries): PanelKind[] {
  return PANELS.map(([kind]) => kind).filter((kind) => series[kind] !== null);
}

/** What a panel reads at a moment: "3.2 N", "x 0.1, y 0.2, z 0.9 g", or "no data". */
export function readPanel(panel: ChartPanel, ms: number): string {
  const read = panel.traces.map((trace) => ({ trace, value: valueAt(trace.pyramid, ms) }));
  if (read.every(({ value }) => value === null)) return t('stream.noData');
  return formatReadings(
    read.map(({ trace, value }) => {
      const shown = value === null ? t('stream.noData') : panel.format(value);
      return trace.name === null ? shown : `${trace.name} ${shown}`;
    }),
  );
}

const PANELS: readonly [PanelKind, (series: ReplaySeries) => ChartPanel | null][] = [
  ['tension', tensionPanel],
  ['motion', motionPanel],
  ['accel', ({ accel }) => accel && axesPanel('accel', 'g', 2, accel)],
  ['gyro', ({ gyro }) => gyro && axesPanel('gyro', '°/s', 0, gyro)],
  ['link', linkPanel],
];

function tensionPanel({ tension, bandsN, bodyKg }: ReplaySeries): ChartPanel | null {
  if (!tension) return null;
  const topN = axisTopN(tension.max, bandsN);
  const { lightN, pullN, hardN } = bandsN;
  return {
    kind: 'tension',
    name: t('stream.tension'),
    unit: forceSign(),
    isMissing: ({ streams }) => streams.includes('tension'),
    traces: [{ name: null, pyramid: tension, color: '--ink', dash: [] }],
    ticks: [0, lightN, pullN, hardN].filter((n) => n < topN),
    bands: [
      { from: 0, to: lightN, color: '--calm-soft' },
      { from: lightN, to: pullN, color: '--light-soft' },
      { from: pullN, to: hardN, color: '--pull-soft' },
      { from: hardN, to: topN, color: '--stop-soft' },
    ],
    heightOf: forceAxis(topN, bandsN),
    format: (n) => formatForce(n, bodyKg),
    label: (n) => formatBound(n, bodyKg),
  };
}

function motionPanel({ motion }: ReplaySeries): ChartPanel | null {
  if (!motion) return null;
  const top = Math.max(LEAST_MOTION_TOP_G, Number.isFinite(motion.max) ? motion.max * 1.05 : 0);
  return {
    kind: 'motion',
    name: t('stream.motion'),
    unit: 'g',
    isMissing: ({ streams }) => streams.includes('accel'),
    traces: [{ name: null, pyramid: motion, color: '--still', dash: [] }],
    ticks: scaleLinear([0, top], [0, 1]).ticks(3),
    bands: [],
    heightOf: linearHeight(0, top),
    format: (g) => t('figure.grams', { g: formatFixed(g, 2) }),
    label: (g) => formatUpTo(g, 1),
  };
}

function axesPanel(kind: 'accel' | 'gyro', unit: string, digits: number, axes: AxisSeries): ChartPanel {
  const traces = axes().map((pyramid, i) => ({ ...AXES[i]!, pyramid }));
  const ends = traces.flatMap(({ pyramid }) => [pyramid.min, pyramid.max]).filter(Number.isFinite);
  const least = kind === 'accel' ? 1 : 50;
  const [bottom, top] = scaleLinear([Math.min(-least, ...ends), Math.max(least, ...ends)], [0, 1])
    .nice(4)
    .domain() as [number, number];
  return {
    kind,
    name: t(`stream.${kind}`),
    unit,
    isMissing: ({ streams }) => streams.includes(kind),
    traces,
    ticks: scaleLinear([bottom, top], [0, 1]).ticks(4),
    bands: [],
    heightOf: linearHeight(bottom, top),
    format: (value) =>
      kind === 'accel'
        ? t('figure.grams', { g: formatFixed(value, digits) })
        : t('figure.degreesPerSecond', { n: formatFixed(value, digits) }),
    label: (value) => formatUpTo(value, 1),
  };
}

function linkPanel(series: ReplaySeries): ChartPanel | null {
  if (!series.link) return null;
  const kinds = (['accel', 'tension', 'gyro'] as const).filter((kind) => series[kind] !== null);
  return {
    kind: 'link',
    name: t('stream.link'),
    unit: '%',
    isMissing: ({ streams }) => kinds.every((kind) => streams.includes(kind)),
    traces: [{ name: null, pyramid: series.link, color: '--ink-soft', dash: [] }],
    ticks: [0, 1],
    bands: [],
    heightOf: linearHeight(0, 1),
    format: (share) => formatShare(share),
    label: (share) => formatUpTo(100 * share, 0),
  };
}

/** As a clamped scale of d3, without its questions at each of the thousands of values of a redraw. */
function linearHeight(bottom: number, top: number): (value: number) => number {
  const perUnit = 1 / (top - bottom);
  return (value) => Math.max(0, Math.min(1, (value - bottom) * perUnit));
}
