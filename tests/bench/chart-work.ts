import {
  CategoryScale,
  Chart,
  Decimation,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import { flushSync, mount, unmount } from 'svelte';
import uPlot from 'uplot';
import ReplayChart from '../../components/replay/ReplayChart.svelte';
import { buildPyramid } from '../../lib/charts/min-max-pyramid';
import type { ReplaySeries } from '../../lib/charts/replay-series';
import { bandsFor } from '../../lib/events/thresholds';
import type { WalkEvent } from '../../lib/events/event';
import { seeded } from '../support/synthetic-trace';

Chart.register(LineController, LineElement, PointElement, LinearScale, CategoryScale, Decimation);

const MINUTES = 60;
const RATE_HZ = 100;
const SAMPLES = MINUTES * 60 * RATE_HZ;
const DURATION_MS = MINUTES * 60_000;
/** Of the plot without its axis, px. */
const PLOT_WIDTH = 1000;
/** What each of ours and theirs takes beside the plot for labels. */
const AXIS_WIDTH = 50;
const HEIGHT = 400;
const BODY_KG = 4.5;
const ROUNDS = 7;
/** Each zooms in by a quarter around this place, then all the way back. */
const ZOOM_STEPS = 20;
const ZOOM = 1.25;
const ZOOM_AT = 0.4;
/** The pixels of what `zoom-gestures` takes for that: see its doublings a pixel. */
const WHEEL_PX = Math.log2(ZOOM) / 0.006;

/** What one way of drawing takes, ms. */
export interface DrawCost {
  firstMs: number;
  /** One redraw, mean over zooming in and out. */
  zoomMs: number;
}

export type ChartCost = Record<'catpace' | 'uPlot' | 'Chart.js' | 'plain loop', DrawCost>;

interface Samples {
  tMs: Float64Array;
  series: Float32Array[];
}

interface Drawn {
  /** Show [fromMs, toMs) of the walk, and have it drawn. */
  zoom: (direction: 1 | -1, stretch: [number, number]) => Promise<void> | void;
  remove: () => void;
}

type Draw = (samples: Samples, target: HTMLElement) => Promise<Drawn> | Drawn;

/**
 * One hour of four series at 100 Hz, drawn whole and then zoomed into and out of: by the shipped replay chart with its
 * axes, 40 events, bands and overview, by its peers, and by a plain loop. Each time counts until the pixels are there: the
 * canvas is read back, the page laid out. Of the rounds the fastest: on a shared machine it says most of the work.
 */
export async function timeCharts(): Promise<ChartCost> {
  document.body.replaceChildren();
  const samples = hour();
  const asPoints = samples.series.map((values) =>
    Array.from(samples.tMs, (x, i): { x: number; y: number } => ({ x, y: values[i]! })),
  );
  const ways: [keyof ChartCost, Draw][] = [
    ['catpace', drawCatpace],
    ['uPlot', drawUPlot],
    ['Chart.js', (_, target) => drawChartJs(asPoints, target)],
    ['plain loop', drawPlainLoop],
  ];
  const first = new Map<string, number[]>();
  /** The fastest of each step over the rounds. */
  const zoom = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, draw] of ways) {
      // Chart.js takes a second each time: enough is known of it after three.
      if (name === 'Chart.js' && round >= 3) continue;
      const target = document.body.appendChild(document.createElement('div'));
      target.style.width = `${PLOT_WIDTH + AXIS_WIDTH}px`;
      await nextTask();
      const fromMs = performance.now();
      const drawn = await draw(samples, target);
      readPixels(target);
      note(first, name, performance.now() - fromMs);
      await nextTask();
      const steps = zoom.get(name) ?? new Array<number>(2 * ZOOM_STEPS).fill(Infinity);
      zoom.set(name, steps);
      let stretch: [number, number] = [0, DURATION_MS];
      const back: (typeof stretch)[] = [];
      for (let step = 0; step < 2 * ZOOM_STEPS; step++) {
        const direction = step < ZOOM_STEPS ? 1 : -1;
        if (direction === 1) {
          back.push(stretch);
          const span = (stretch[1] - stretch[0]) / ZOOM;
          const from = stretch[0] + ZOOM_AT * (stretch[1] - stretch[0] - span);
          stretch = [from, from + span];
        } else stretch = back.pop()!;
        const stepMs = performance.now();
        await drawn.zoom(direction, stretch);
        readPixels(target);
        steps[step] = Math.min(steps[step]!, performance.now() - stepMs);
        await nextTask();
      }
      drawn.remove();
      target.remove();
    }
  return Object.fromEntries(
    ways.map(([name]) => [
      name,
      {
        firstMs: Math.min(...first.get(name)!),
        zoomMs: zoom.get(name)!.reduce((sum, ms) => sum + ms, 0) / (2 * ZOOM_STEPS),
      },
    ]),
  ) as ChartCost;
}

function drawCatpace({ tMs, series }: Samples, target: HTMLElement): Drawn {
  const [tension, x, y, z] = series.map((values) => buildPyramid(tMs, values, 500));
  const shown: ReplaySeries = {
    durationMs: DURATION_MS,
    tension: tension!,
    motion: null,
    accel: () => [x!, y!, z!],
    gyro: null,
    link: null,
    bandsN: bandsFor(BODY_KG),
    bodyKg: BODY_KG,
  };
  const app = mount(ReplayChart, {
    target,
    props: {
      series: shown,
      events: events(),
      marks: [],
      gaps: [],
      cursorMs: 0,
      reading: '',
      onSeek: () => {},
      // In a walk it begins with two minutes: here with all of all, as its peers do.
      firstSpanMs: Infinity,
      firstKinds: ['tension', 'accel'],
    },
  });
  flushSync();
  const detail = target.querySelector<HTMLElement>('[role=slider]')!;
  const plot = target.querySelector<HTMLElement>('.plot')!;
  const traces = detail.querySelectorAll('canvas').length;
  if (traces !== 1) throw new Error('The replay chart has another make than this benchmark knows');
  const { left, top } = plot.getBoundingClientRect();
  return {
    zoom: (direction) => {
      plot.dispatchEvent(
        new WheelEvent('wheel', {
          deltaY: -direction * WHEEL_PX,
          ctrlKey: true,
          clientX: left + ZOOM_AT * plot.clientWidth,
          clientY: top + 50,
          bubbles: true,
          cancelable: true,
        }),
      );
      flushSync();
    },
    remove: () => void unmount(app),
  };
}

const COLORS = ['#222', '#b60', '#06b', '#080'] as const;

async function drawUPlot({ tMs, series }: Samples, target: HTMLElement): Promise<Drawn> {
  const chart = new uPlot(
    {
      width: PLOT_WIDTH + AXIS_WIDTH,
      height: HEIGHT,
      scales: { x: { time: false } },
      legend: { show: false },
      cursor: { show: false },
      series: [{}, ...COLORS.map((stroke, i) => ({ stroke, scale: i === 0 ? 'y' : 'g' }))],
      axes: [{}, { scale: 'y' }, { scale: 'g', side: 1, show: false }],
    },
    [tMs, ...series] as unknown as uPlot.AlignedData,
    target,
  );
  // It draws in a microtask.
  await nextMicrotask();
  return {
    zoom: async (_, [min, max]) => {
      chart.setScale('x', { min, max });
      await nextMicrotask();
    },
    remove: () => chart.destroy(),
  };
}

/** With its decimation by minima and maxima, without animation, parsing and dots: as its manual advises for speed. */
function drawChartJs(points: { x: number; y: number }[][], target: HTMLElement): Drawn {
  target.style.height = `${HEIGHT}px`;
  const chart = new Chart(target.appendChild(document.createElement('canvas')), {
    type: 'line',
    data: {
      datasets: points.map((data, i) => ({
        data,
        borderColor: COLORS[i]!,
        borderWidth: 1,
        yAxisID: i === 0 ? 'y' : 'g',
      })),
    },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      elements: { point: { radius: 0 } },
      scales: {
        x: { type: 'linear', min: 0, max: DURATION_MS, ticks: { maxRotation: 0, sampleSize: 1 } },
        y: { type: 'linear' },
        g: { type: 'linear', display: false },
      },
      plugins: { decimation: { enabled: true, algorithm: 'min-max' } },
    },
  });
  return {
    zoom: (_, [min, max]) => {
      Object.assign(chart.options.scales!['x']!, { min, max });
      chart.update('none');
    },
    remove: () => chart.destroy(),
  };
}

/** The least that anybody must do who has nothing prepared: look at each sample shown, stroke a column's range. No axes. */
function drawPlainLoop({ tMs, series }: Samples, target: HTMLElement): Drawn {
  const canvas = target.appendChild(document.createElement('canvas'));
  canvas.width = PLOT_WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d')!;
  const draw = (fromMs: number, toMs: number): void => {
    context.clearRect(0, 0, PLOT_WIDTH, HEIGHT);
    const first = Math.max(0, Math.ceil((fromMs * RATE_HZ) / 1000));
    const end = Math.min(tMs.length, Math.ceil((toMs * RATE_HZ) / 1000));
    series.forEach((values, k) => {
      context.beginPath();
      let i = first;
      for (let column = 0; column < PLOT_WIDTH; column++) {
        const columnEnd = first + Math.round(((end - first) * (column + 1)) / PLOT_WIDTH);
        let min = Infinity;
        let max = -Infinity;
        for (; i < columnEnd; i++) {
          const value = values[i]!;
          if (value < min) min = value;
          if (value > max) max = value;
        }
        if (min > max) continue;
        context.lineTo(column, HEIGHT / 2 - 20 * max);
        context.lineTo(column, HEIGHT / 2 - 20 * min);
      }
      context.strokeStyle = COLORS[k]!;
      context.stroke();
    });
  };
  draw(0, DURATION_MS);
  return { zoom: (_, [fromMs, toMs]) => draw(fromMs, toMs), remove: () => {} };
}

/** Synthetic: a lead that is slack and now and then taut, and a harness that sways, with noise and lone peaks. */
export function hour(): Samples {
  const random = seeded(11);
  const tMs = new Float64Array(SAMPLES);
  const series = Array.from({ length: 4 }, () => new Float32Array(SAMPLES));
  for (let i = 0; i < SAMPLES; i++) {
    const ms = (i * 1000) / RATE_HZ;
    tMs[i] = ms;
    const pull = ms % 95_000 > 60_000 && ms % 95_000 < 66_000 ? 5 + 2 * Math.sin(ms / 300) : 0.3;
    series[0]![i] = Math.max(0, pull + 0.1 * random() + (i % 40_009 === 0 ? 9 : 0));
    const swing = ms % 80_000 < 40_000 ? 0.3 * Math.sin(ms / 70) + 0.1 * random() : 0.01 * random();
    series[1]![i] = swing;
    series[2]![i] = 0.4 * swing + 0.02 * random();
    series[3]![i] = 1 + swing;
  }
  return { tMs, series };
}

function events(): WalkEvent[] {
  return Array.from({ length: 40 }, (_, i): WalkEvent => {
    const startMs = (i + 0.5) * (DURATION_MS / 40);
    return {
      kind: 'tension',
      level: i % 3 === 0 ? 'pull' : 'light',
      startMs,
      endMs: startMs + 6_000,
      detectedMs: startMs + 300,
      confidence: 0.9,
      evidence: [{ measure: 'peakShareOfWeight', value: 0.2, bound: 0.1 }],
      peakN: 6,
      meanN: 4,
      peakShareOfWeight: 0.14,
    } as WalkEvent;
  });
}

/** A canvas records what is asked of it, and draws when somebody looks. */
function readPixels(target: HTMLElement): void {
  void target.offsetHeight;
  for (const canvas of target.querySelectorAll('canvas'))
    if (canvas.width > 0 && canvas.height > 0) canvas.getContext('2d')!.getImageData(0, 0, 1, 1);
}

function note(times: Map<string, number[]>, name: string, ms: number): void {
  times.set(name, [...(times.get(name) ?? []), ms]);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

async function nextMicrotask(): Promise<void> {
  await Promise.resolve();
  await Promise.resolve();
}
