import { scaleLinear, scalePoint } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { t } from '../words/words';

const DAY_MS = 86_400_000;

/** One walk as the progress chart sees it. */
export interface ProgressWalk {
  id: string;
  atMs: number;
  stepNumber: number;
  durationMs: number;
}

/** A documented case to hold a cat's own curve against. Days count from its first session. */
export interface ReferenceCurve {
  name: string;
  points: readonly { day: number; stepNumber: number; note: string }[];
}

export interface ProgressDot {
  id: string;
  x: number;
  y: number;
  /** Grows with the root of the walk's length, so that area tells time. */
  radius: number;
}

export interface ProgressPicture {
  rows: { stepNumber: number; y: number }[];
  dots: ProgressDot[];
  /** The cat's own step over time as a stair; empty without walks. */
  path: string;
  references: { name: string; path: string; end: { x: number; y: number } }[];
  ticks: { x: number; label: string }[];
  /** Days shown. */
  days: number;
}

export interface ProgressFrame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Shortest span that is shown: four weeks, the least that the plan asks for (4–6 weeks of consistent time). */
const MIN_DAYS = 28;

/** Room for "first walk", set from the left, beside a centred "week 130" at 13 px. */
const MIN_TICK_PX = 104;

/** Walks against the ten steps: time to the right, steps upwards. A rest day is only a space between two dots. */
export function progressPicture(
  walks: readonly ProgressWalk[],
  stepNumbers: readonly number[],
  references: readonly ReferenceCurve[],
  frame: ProgressFrame,
): ProgressPicture {
  const ordered = [...walks].sort((a, b) => a.atMs - b.atMs);
  const first = ordered[0]?.atMs ?? 0;
  const dayOf = (walk: ProgressWalk): number => (walk.atMs - first) / DAY_MS;
  const referenceDays = references.flatMap((curve) => curve.points.map((point) => point.day));
  const days = Math.max(MIN_DAYS, ...ordered.slice(-1).map((walk) => dayOf(walk) * 1.05), ...referenceDays);
  const x = scaleLinear([0, days], [frame.left, frame.width - frame.right]);
  const y = scalePoint([...stepNumbers].reverse(), [frame.top, frame.height - frame.bottom]).padding(0.5);
  const yOf = (stepNumber: number): number => y(stepNumber) ?? frame.height - frame.bottom;
  const stair = line<{ day: number; stepNumber: number }>(
    (point) => x(point.day),
    (point) => yOf(point.stepNumber),
  )
    .curve(curveStepAfter)
    .digits(1);
  const weeks = days / 7;
  const ticksThatFit = (frame.width - frame.left - frame.right) / MIN_TICK_PX;
  const weekStep = [1, 2, 4, 8, 13, 26, 52].find((step) => weeks / step <= ticksThatFit) ?? 104;
  return {
    rows: stepNumbers.map((stepNumber) => ({ stepNumber, y: yOf(stepNumber) })),
    dots: ordered.map((walk) => ({
      id: walk.id,
      x: x(dayOf(walk)),
      y: yOf(walk.stepNumber),
      radius: Math.min(9, 3 + 1.4 * Math.sqrt(Math.max(0, walk.durationMs) / 60_000)),
    })),
    path: stair(ordered.map((walk) => ({ day: dayOf(walk), stepNumber: walk.stepNumber }))) ?? '',
    references: references.map((curve) => {
      const last = curve.points.at(-1);
      return {
        name: curve.name,
        path: stair([...curve.points]) ?? '',
        end: { x: x(last?.day ?? 0), y: yOf(last?.stepNumber ?? stepNumbers[0] ?? 1) },
      };
    }),
    ticks: Array.from({ length: Math.floor(weeks / weekStep) + 1 }, (_, i) => ({
      x: x(i * weekStep * 7),
      label: i === 0 ? t('progress.firstWalk') : t('progress.week', { n: i * weekStep }),
    })),
    days,
  };
}
