import { flushSync, mount, unmount } from 'svelte';
import uPlot from 'uplot';
import TensionTrace from '../../components/live/TensionTrace.svelte';
import type { LiveTrace } from '../../lib/app/live-view';
import { TraceRing } from '../../lib/app/trace-ring';
import { bandsFor } from '../../lib/events/thresholds';
import { traceProps } from './stream-props.svelte';

const BODY_KG = 4.5;
const WIDTH = 1000;
const HEIGHT = 200;
/** What the live trace holds at most, and what the peer's own figure is given for: about the same. */
const POINTS = 3_000;
const STEP_MS = 10;

/** Who draws. */
export type Streamer = 'catpace' | 'uPlot' | 'plain loop' | 'nothing';

/** Draw a stream of tension anew in every frame for so long, ms. Resolves with the number of frames. */
export async function stream(who: Streamer, forMs: number): Promise<number> {
  document.body.replaceChildren();
  const target = document.body.appendChild(document.createElement('div'));
  Object.assign(target.style, { width: `${WIDTH}px`, height: `${HEIGHT}px` });
  const ring = new TraceRing();
  let newestMs = 0;
  const feed = (samples: number): void => {
    for (let i = 0; i < samples; i++) {
      newestMs += STEP_MS;
      ring.push(newestMs, 2 + 2 * Math.sin(newestMs / 400) + (newestMs % 70) / 100);
    }
  };
  feed(POINTS);
  const { draw, remove } = STREAMERS[who](target, ring.snapshot());
  let frames = 0;
  const untilMs = performance.now() + forMs;
  await new Promise<void>((resolve) => {
    const frame = (): void => {
      if (performance.now() >= untilMs) return resolve();
      frames++;
      // 100 Hz at 60 frames a second.
      feed(frames % 3 === 0 ? 1 : 2);
      draw(ring.snapshot());
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  remove();
  return frames;
}

const STREAMERS: Record<
  Streamer,
  (target: HTMLElement, first: LiveTrace) => { draw: (trace: LiveTrace) => void; remove: () => void }
> = {
  catpace: (target, first) => {
    const props = traceProps(first, { bounds: bandsFor(BODY_KG), bodyKg: BODY_KG, bare: true });
    const app = mount(TensionTrace, { target, props });
    flushSync();
    return {
      draw: (trace) => {
        props.trace = trace;
        flushSync();
      },
      remove: () => void unmount(app),
    };
  },
  uPlot: (target, first) => {
    const data = ({ tMs, tensionN }: LiveTrace): uPlot.AlignedData =>
      [tMs, tensionN] as unknown as uPlot.AlignedData;
    const chart = new uPlot(
      {
        width: WIDTH,
        height: HEIGHT,
        scales: { x: { time: false } },
        legend: { show: false },
        cursor: { show: false },
        axes: [{ show: false }, { show: false }],
        series: [{}, { stroke: '#222' }],
      },
      data(first),
      target,
    );
    return { draw: (trace) => chart.setData(data(trace)), remove: () => chart.destroy() };
  },
  'plain loop': (target) => {
    const canvas = target.appendChild(document.createElement('canvas'));
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    const context = canvas.getContext('2d')!;
    return {
      draw: ({ tMs, tensionN, length }) => {
        context.clearRect(0, 0, WIDTH, HEIGHT);
        context.beginPath();
        const perMs = WIDTH / (tMs[length - 1]! - tMs[0]!);
        for (let i = 0; i < length; i++)
          context.lineTo((tMs[i]! - tMs[0]!) * perMs, HEIGHT - 30 * tensionN[i]!);
        context.stroke();
      },
      remove: () => {},
    };
  },
  nothing: () => ({ draw: () => {}, remove: () => {} }),
};
