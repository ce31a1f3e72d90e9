import type { ActivitySpan, TensionEvent } from '../events/event';
import type { Detections, Walk } from '../walk/walk';
import { isGreen, reviewReasons } from './calm';
import { stepAt } from './plan';
import type { Plan } from './plan-schema';
import { redFlags } from './red-flags';
import type { JudgedWalk, WalkUnits } from './units-at-step';
import type { RedFlag, TrainingUnit } from './verdict';

/** The plan's figures for trials, ms. */
interface TrialFigures {
  /** "Wait, reward slack" (Dumb Friends League): slack has to come within this time. */
  slackWithinMs: number;
  /** The cat's answer may come this long after the lead went slack. */
  answerMs: number;
  /** Less movement than this is no step forward. */
  movedMs: number;
  /** Stillness this long as an answer to the lead makes a trial not good. */
  longFreezeMs: number;
  /** Tension that comes back sooner than this belongs to the same trial. */
  sameTrialMs: number;
}

function figuresOf({ rules }: Plan): TrialFigures {
  return {
    slackWithinMs: 1000 * rules.slackWithinS.value,
    answerMs: 1000 * rules.answerS.value,
    movedMs: 1000 * rules.movedS.value,
    longFreezeMs: 1000 * rules.longFreezeS.value,
    sameTrialMs: 1000 * rules.sameTrialS.value,
  };
}

/** One guided spell: from the lead's going taut to the end of the cat's time to answer. ms on the walk's timeline. */
interface Spell {
  startMs: number;
  slackMs: number;
  endMs: number;
  tensions: readonly TensionEvent[];
}

/**
 * The trials of guidance in one walk (step 6): each spell of tension is one. Good: the lead stayed light, slack came back within
 * 10 s, the cat moved, and neither a long freeze nor a drag was the answer. What cannot be seen here: whether the step
 * was forward, and whether the hand or the cat made the tension. A spell with a hole in its data, or one that the
 * recording's end cut off, is no trial. A red flag outside every trial is a unit of its own.
 */
export function trialUnits(judged: JudgedWalk, plan: Plan): WalkUnits {
  const { walk, detections } = judged;
  const flags = redFlags(walk, detections, plan, judged.seen);
  const figures = figuresOf(plan);
  const spells = detections ? guidedSpells(detections, figures) : [];
  const units: TrainingUnit[] = [];
  const placed = new Set<RedFlag>();
  for (const spell of spells) {
    const mine = flags.filter(
      (flag) => flag.tMs !== null && flag.tMs >= spell.startMs && flag.tMs < spell.endMs,
    );
    if (mine.length === 0 && !isMeasured(spell, walk, detections!)) continue;
    for (const flag of mine) placed.add(flag);
    units.push(trial(judged, detections!, spell, mine[0] ?? null, plan));
  }
  const [elsewhere] = flags.filter((flag) => !placed.has(flag));
  if (elsewhere) units.push(redUnit(judged, elsewhere));
  if (units.length > 0) return { units, unjudged: null };
  return {
    units,
    unjudged: detections ? 'no-trial' : 'not-analysed',
  };
}

function guidedSpells(detections: Detections, { sameTrialMs, answerMs }: TrialFigures): Spell[] {
  const tensions = detections.events
    .filter((event) => event.kind === 'tension')
    .sort((a, b) => a.startMs - b.startMs);
  const groups: TensionEvent[][] = [];
  let slackMs = -Infinity;
  for (const tension of tensions) {
    if (tension.startMs - slackMs < sameTrialMs) groups.at(-1)!.push(tension);
    else groups.push([tension]);
    slackMs = Math.max(slackMs, tension.endMs);
  }
  return groups.map((group) => {
    const end = Math.max(...group.map(({ endMs }) => endMs));
    return { startMs: group[0]!.startMs, slackMs: end, endMs: end + answerMs, tensions: group };
  });
}

/** Both motion and force are known from the start of the spell to the end of the answer. */
function isMeasured(spell: Spell, walk: Walk, detections: Detections): boolean {
  if (spell.endMs > (walk.durationMs ?? 0)) return false;
  const missing = detections.gaps.some(
    ({ startMs, endMs, streams }) =>
      startMs < spell.endMs &&
      endMs > spell.startMs &&
      (streams.includes('accel') || streams.includes('tension')),
  );
  if (missing) return false;
  const known = timeIn(detections.activity, spell, 'moving') + timeIn(detections.activity, spell, 'still');
  // Spans may be cut to whole ms.
  return known >= spell.endMs - spell.startMs - 1;
}

function timeIn(activity: readonly ActivitySpan[], spell: Spell, state: ActivitySpan['state']): number {
  let ms = 0;
  for (const span of activity)
    if (span.state === state)
      ms += Math.max(0, Math.min(span.endMs, spell.endMs) - Math.max(span.startMs, spell.startMs));
  return ms;
}

function trial(
  judged: JudgedWalk,
  detections: Detections,
  spell: Spell,
  flag: RedFlag | null,
  plan: Plan,
): TrainingUnit {
  const { walk } = judged;
  const { slackWithinMs, movedMs: neededMs, longFreezeMs } = figuresOf(plan);
  const peakN = Math.max(...spell.tensions.map((tension) => tension.peakN));
  const light = spell.tensions.every(({ level }) => level === 'light');
  const tautMs = spell.slackMs - spell.startMs;
  const movedMs = timeIn(detections.activity, spell, 'moving');
  const answers = detections.events.filter(
    ({ startMs, endMs }) => startMs < spell.endMs && endMs > spell.startMs,
  );
  const frozenMs = Math.max(
    0,
    ...answers
      .filter(({ kind, startMs }) => kind === 'freeze' && startMs >= spell.startMs)
      .map(({ startMs, endMs }) => endMs - startMs),
  );
  const dragged = answers.some(({ kind }) => kind === 'drag');
  const holds: Readonly<Record<string, boolean>> = {
    'lead-light': light,
    'slack-follows': tautMs <= slackWithinMs,
    moves: movedMs >= neededMs,
    'no-freeze-or-drag': frozenMs < longFreezeMs && !dragged,
  };
  const asked = stepAt(walk.stepNumber, plan).criteria.filter(({ decides }) => decides === 'good');
  const good = flag === null && asked.every(({ check }) => holds[check] ?? true);
  return {
    walkId: walk.id,
    atMs: walk.startedAtMs + spell.startMs,
    good,
    green: flag === null && isGreen(judged, plan),
    reasons: [
      { code: light ? 'light' : 'more-than-light', peakN, bodyKg: walk.bodyKg },
      { code: 'slack-after', ms: tautMs },
      movedMs >= neededMs ? { code: 'moved-for', ms: movedMs } : { code: 'not-moved' },
      ...(frozenMs >= longFreezeMs ? [{ code: 'still-for', ms: frozenMs } as const] : []),
      ...(dragged ? [{ code: 'hand-pulled' } as const] : []),
      ...reviewReasons(judged),
    ],
    red: flag,
  };
}

function redUnit(judged: JudgedWalk, flag: RedFlag): TrainingUnit {
  const { walk } = judged;
  // What holds for the whole walk is known at its end.
  const atMs = walk.startedAtMs + (flag.tMs ?? walk.durationMs ?? 0);
  return { walkId: walk.id, atMs, good: false, green: false, reasons: reviewReasons(judged), red: flag };
}
