import { type Analysis, analyse } from '../../lib/app/pipeline';
import type { WalkEvent } from '../../lib/events/event';
import type { SampleBlock } from '../../lib/signal/sample-block';
import { type LeashWalk, recordLeashWalk } from './leash/record-leash-walk';
import {
  ANYWHERE,
  f1,
  type Fit,
  onsetWithin,
  overlap,
  recall,
  scoreEvents,
  type Span,
  sumEvents,
} from './score';
import { type Degradation, DEGRADATIONS } from './degrade';
import { matchPulls } from './match-pulls';
import { eventTable, ofSubject, type Print, rate, ratio, type SubjectScore, table } from './table';

/** Seeds that judge. Detectors are tuned on seeds below 1000 alone. */
const FIRST_SEED = 1_001;
const WALKS = 60;

interface Scored {
  walk: LeashWalk;
  found: Analysis;
}

/** Tension and drag on synthetic walks of a cat, a hand and a lead between them. */
export function reportLeash(print: Print): void {
  print('## The lead (synthetic)\n');
  const walks = (noise: number, slips = false): Scored[] =>
    Array.from({ length: WALKS }, (_, i) => {
      const walk = recordLeashWalk(FIRST_SEED + i, { noise, slips });
      return { walk, found: analyse([walk.accel, walk.tension], { bodyKg: walk.bodyKg }) };
    });
  const usual = walks(0.05);
  const slipping = walks(0.05, true);
  print(
    eventTable([
      ['tension, no noise, onset ±1 s', tensionScore(walks(0))],
      ['tension, 5 % noise, onset ±1 s (target F1 0.97)', tensionScore(usual)],
      ['tension, 15 % noise, onset ±1 s', tensionScore(walks(0.15))],
      ['drag, onset ±1 s (target F1 0.90)', dragScore(usual, onsetWithin(1_000))],
      ['drag, overlap', dragScore(usual, overlap)],
      ['possible slip-out, onset ±1 s', slipOutScore(slipping)],
    ]),
  );
  print(`\n${pullerTable(usual)}`);
  print(
    `\n${WALKS} walks of 5 minutes on a model of cat, hand and lead with sensors of their own (\`scripts/accuracy/leash/\`), ` +
      'none of them used for tuning. Latency of tension counts from the crossing of 10 % of body weight, target ≤ 0.6 s; ' +
      'that of a drag from the moment when both are there, the pull and the standing cat. In this table lowest and 95 % are over walks.\n',
  );
  print('### The lead, with the motion as other tags would see it (synthetic)\n');
  print(`${degradedTable(usual)}\n`);
}

/** Who pulled and who is said to have pulled, of each pull that was found. */
function judgements(walks: readonly Scored[]): { by: string; who: string }[] {
  return walks.flatMap(({ walk, found }) =>
    matchPulls(walk, found.events).map(({ truth, event }) => ({
      by: truth.by,
      who: event.puller?.who ?? 'cannot-tell',
    })),
  );
}

/** How right the judgement of who pulled is, on pulls that were found. */
function pullerTable(walks: readonly Scored[]): string {
  const said = judgements(walks);
  const row = (name: string, by: readonly string[], of: string | null): string[] => {
    const own = said.filter((one) => by.includes(one.by));
    const judged = own.filter(({ who }) => who !== 'cannot-tell');
    const right = judged.filter(({ who, by: truth }) => who === truth).length;
    return [
      name,
      String(own.length),
      ratio(judged.length / own.length),
      of === null ? ratio(right / judged.length) : '–',
      String(judged.filter(({ who }) => who === 'cat').length),
      String(judged.filter(({ who }) => who === 'hand').length),
    ];
  };
  return table(
    ['who stretched the lead', 'pulls', 'judged', 'right', 'said: cat', 'said: hand'],
    [
      row('the cat', ['cat'], null),
      row('the hand', ['hand'], null),
      row('**one of the two** (target: judged 0.70, right 0.90)', ['cat', 'hand'], null),
      row('both alike (no right answer)', ['both'], 'none'),
    ],
  );
}

const tensionScore = (walks: readonly Scored[]): SubjectScore[] =>
  score(walks, 'tension', ({ pulls }) => pulls, onsetWithin(1_000));

const dragScore = (walks: readonly Scored[], fit: Fit): SubjectScore[] =>
  score(walks, 'drag', ({ drags }) => drags, fit);

const slipOutScore = (walks: readonly Scored[]): SubjectScore[] =>
  score(walks, 'slip-out', ({ slips }) => slips, onsetWithin(1_000));

/** Each walk has a cat, a hand and a lead of its own. */
function score(
  walks: readonly Scored[],
  kind: WalkEvent['kind'],
  truthsOf: (walk: LeashWalk) => readonly Span[],
  fit: Fit,
): SubjectScore[] {
  return walks.map(({ walk, found }, i) =>
    ofSubject(
      String(i),
      scoreEvents({
        recording: { block: walk.tension },
        found: found.events.filter((event) => event.kind === kind),
        truths: truthsOf(walk),
        fit,
        wrong: ANYWHERE,
        hours: (walk.tension.tMs.at(-1)! - walk.tension.tMs[0]!) / 3_600_000,
      }),
    ),
  );
}

/** What rests on the body's motion, with that motion as other tags would measure it. */
function degradedTable(walks: readonly Scored[]): string {
  const asMade: Degradation = { name: 'as made', apply: (one) => one };
  return table(
    ['', 'drag F1', 'drag recall', 'drag false alarms/h', 'who pulled: judged', 'right'],
    [asMade, ...DEGRADATIONS].map(({ name, apply }) => {
      const seen = walks.map(({ walk }, i): Scored => {
        const accel = degraded(walk.accel, String(i), apply);
        return { walk, found: analyse([accel, walk.tension], { bodyKg: walk.bodyKg }) };
      });
      const drags = sumEvents(dragScore(seen, onsetWithin(1_000)).map((one) => one.score));
      const told = judgements(seen).filter(({ by }) => by !== 'both');
      const judged = told.filter(({ who }) => who !== 'cannot-tell');
      return [
        name,
        ratio(f1(drags)),
        ratio(recall(drags)),
        rate(drags.fp / drags.hours),
        ratio(judged.length / told.length),
        ratio(judged.filter(({ who, by }) => who === by).length / judged.length),
      ];
    }),
  );
}

function degraded(block: SampleBlock, name: string, apply: Degradation['apply']): SampleBlock {
  return apply({ name, block, labels: Array.from(block.tMs, () => '') }).block;
}
