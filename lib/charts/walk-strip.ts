import type { ActivitySpan, WalkEvent } from '../events/event';

/** One walk as a thin strip: how the cat moved, and when the lead was taut. Paths in a box of width × height. */
export interface WalkStrip {
  moving: string;
  still: string;
  pulls: string;
}

export const STRIP_WIDTH = 96;
export const STRIP_HEIGHT = 20;
/** Stretches thinner than this are not seen, px. */
const THINNEST = 0.5;
const LEVEL_HEIGHT = { light: 0.3, pull: 0.55, hard: 0.8, lunge: 1 } as const;

/** A strip out of what the detectors have found: no sample is read for it. */
export function walkStrip(
  durationMs: number,
  activity: readonly ActivitySpan[],
  events: readonly WalkEvent[],
): WalkStrip {
  const scale = durationMs > 0 ? STRIP_WIDTH / durationMs : 0;
  const bars = (state: ActivitySpan['state']): string =>
    activity
      .filter((span) => span.state === state && (span.endMs - span.startMs) * scale >= THINNEST)
      .map(({ startMs, endMs }) => `M${px(startMs * scale)} ${STRIP_HEIGHT - 1}H${px(endMs * scale)}`)
      .join('');
  const pulls = events
    .flatMap((event) => (event.kind === 'tension' ? [event] : []))
    .map(({ startMs, level }) => {
      const height = LEVEL_HEIGHT[level] * (STRIP_HEIGHT - 5);
      return `M${px(startMs * scale)} ${STRIP_HEIGHT - 4}v-${px(height)}`;
    })
    .join('');
  return { moving: bars('moving'), still: bars('still'), pulls };
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
