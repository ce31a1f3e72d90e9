import type { TensionEvent, WalkEvent } from '../events/event';
import type { Seen } from '../walk/body-sign';
import { adviseOnRefusal, adviseOnSeen } from './advise-on-seen';
import type { PlanTarget } from './plan';
import type { Advice, AdviceId } from './verdict';

/**
 * How long advice stays at least before one of no higher urgency may take its place, ms. Ours: time to read two short
 * sentences at a glance.
 */
export const HOLD_ADVICE_MS = 4_000;

/**
 * How pressing each advice is, and how long it stays after its event is over or its mark was made, ms. Ours. 0 is for the
 * feed alone. What must be done this second stands above what ends the session, which stands above the rest.
 */
export const URGENCY: Readonly<Record<AdviceId, { urgency: number; lingerMs: number }>> = {
  'slip-out': { urgency: 90, lingerMs: 60_000 },
  bolt: { urgency: 80, lingerMs: 30_000 },
  drag: { urgency: 70, lingerMs: 2_000 },
  'stress-end': { urgency: 68, lingerMs: 0 },
  'end-kindly': { urgency: 66, lingerMs: 10_000 },
  'tension-lunge': { urgency: 65, lingerMs: 5_000 },
  'tension-hard': { urgency: 60, lingerMs: 2_000 },
  'too-much': { urgency: 55, lingerMs: 20_000 },
  freeze: { urgency: 50, lingerMs: 0 },
  startled: { urgency: 45, lingerMs: 20_000 },
  'tension-pull': { urgency: 40, lingerMs: 0 },
  discomfort: { urgency: 38, lingerMs: 20_000 },
  'stress-slow': { urgency: 37, lingerMs: 20_000 },
  'treat-refused': { urgency: 36, lingerMs: 20_000 },
  'refuses-to-move': { urgency: 35, lingerMs: 20_000 },
  'chews-harness': { urgency: 34, lingerMs: 20_000 },
  'time-over': { urgency: 30, lingerMs: 0 },
  rest: { urgency: 25, lingerMs: 0 },
  'time-reached': { urgency: 20, lingerMs: 0 },
  shake: { urgency: 10, lingerMs: 8_000 },
  'tension-light': { urgency: 0, lingerMs: 0 },
};

const TONE = { light: 'light', pull: 'pull', hard: 'stop', lunge: 'stop' } as const;

/**
 * What is seen in an event and what to do about it. `nowMs` (walk time) is the present for an event that goes on;
 * leave it out for one that is over. The struggles' advice is the article's, the rest is ours.
 */
export function adviseOn(event: WalkEvent, nowMs: number = event.endMs): Advice {
  const still = { code: 'still', ms: Math.max(nowMs, event.endMs) - event.startMs } as const;
  switch (event.kind) {
    case 'freeze':
      return { id: 'freeze', seen: still, tone: 'still' };
    case 'rest':
      return { id: 'rest', seen: still, tone: 'still' };
    case 'bolt':
      return { id: 'bolt', seen: { code: 'dash' }, tone: 'stop' };
    case 'tension':
      return {
        id: `tension-${event.level}`,
        // Added by the owner: nobody measured it.
        seen: { code: 'pull', level: event.level, ...peakOf(event) },
        ...(event.level === 'pull' && event.puller?.who === 'hand' && { handPulls: true }),
        tone: TONE[event.level],
      };
    case 'drag':
      return { id: 'drag', seen: { code: 'taut-while-still' }, tone: 'stop' };
    case 'shake':
      return { id: 'shake', seen: { code: 'shake' }, tone: 'light' };
    case 'slip-out':
      return { id: 'slip-out', seen: { code: 'slack-at-once' }, tone: 'stop' };
  }
}

const NOTHING_SEEN: Seen = { signs: [], stress: [] };

/** The advice that is on screen. */
export interface ShownAdvice {
  advice: Advice;
  /** Walk time since which this advice (this id) has been shown, ms. */
  sinceMs: number;
}

export interface AdviceState {
  /** Present on the walk's timeline, ms. */
  nowMs: number;
  /** Recent events; `open` while one goes on. */
  items: readonly { event: WalkEvent; open: boolean }[];
  target: Pick<PlanTarget, 'minMs' | 'maxMs'>;
  /** What the owner has marked in this walk. */
  seen?: Seen;
  /** What this function returned last. */
  shown: ShownAdvice | null;
}

/**
 * The one thing to do now: the most urgent, or null. What is shown stays for `HOLD_ADVICE_MS` at least unless something
 * more urgent comes, so nothing flickers; its figures may change meanwhile.
 */
export function adviseNow({
  nowMs,
  items,
  target,
  seen = NOTHING_SEEN,
  shown,
}: AdviceState): ShownAdvice | null {
  const present = [
    ...adviceOfEvents(items, seen, nowMs),
    ...adviceOfSeen(seen, nowMs),
    ...adviceOfTime(target, nowMs),
  ].filter((advice) => urgencyOf(advice) > 0);
  let best: Advice | null = null;
  for (const advice of present) if (!best || urgencyOf(advice) > urgencyOf(best)) best = advice;
  if (!shown) return best && { advice: best, sinceMs: nowMs };
  if (best?.id === shown.advice.id) return { advice: best, sinceMs: shown.sinceMs };
  const mayGo = nowMs - shown.sinceMs >= HOLD_ADVICE_MS;
  const moreUrgent = best !== null && urgencyOf(best) > urgencyOf(shown.advice);
  if (mayGo || moreUrgent) return best && { advice: best, sinceMs: nowMs };
  // Held: with fresh figures where its cause is still there.
  return { advice: present.find(({ id }) => id === shown.advice.id) ?? shown.advice, sinceMs: shown.sinceMs };
}

/** Newest first among equals. */
function adviceOfEvents(items: AdviceState['items'], seen: Seen, nowMs: number): Advice[] {
  return [...items]
    .sort((a, b) => b.event.startMs - a.event.startMs)
    .map(({ event, open }) => {
      const untilMs = open ? nowMs : event.endMs;
      return { event, open, advice: adviseOnRefusal(event, seen, untilMs) ?? adviseOn(event, untilMs) };
    })
    .filter(({ event, open, advice }) => open || nowMs < event.endMs + URGENCY[advice.id].lingerMs)
    .map(({ advice }) => advice);
}

function adviceOfSeen(seen: Seen, nowMs: number): Advice[] {
  return adviseOnSeen(seen, nowMs)
    .filter(
      ({ advice, untilSaidOtherwise, atMs }) =>
        untilSaidOtherwise || nowMs < atMs + URGENCY[advice.id].lingerMs,
    )
    .map(({ advice }) => advice);
}

function adviceOfTime({ minMs, maxMs }: AdviceState['target'], nowMs: number): Advice[] {
  if (maxMs !== null && nowMs >= maxMs)
    return [{ id: 'time-over', seen: { code: 'time-over', ms: nowMs }, tone: 'light' }];
  if (minMs !== null && nowMs >= minMs)
    return [{ id: 'time-reached', seen: { code: 'time-reached', ms: nowMs }, tone: 'calm' }];
  return [];
}

function urgencyOf(advice: Advice): number {
  return URGENCY[advice.id].urgency;
}

function peakOf({ peakN, peakShareOfWeight }: TensionEvent): {
  peakN: number | null;
  peakShareOfWeight: number;
} {
  return { peakN: Number.isNaN(peakN) ? null : peakN, peakShareOfWeight };
}
