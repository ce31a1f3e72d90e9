import { analyse, type Analysis } from '../../lib/app/pipeline';
import { BEHAVIOUR_MODEL, type BehaviourModel } from '../../lib/events/behaviour';
import { ASSUMED_BODY_KG } from '../../lib/units';
import { seeded } from '../../tests/support/synthetic-trace';
import { DEGRADATIONS } from './degrade';
import { fitBehaviour, type Glances, glancesOf } from './fit-behaviour';
import { bySubject } from './group';
import type { Recording } from './recordings';
import {
  type EventScore,
  f1,
  onsetWithin,
  overlap,
  quantile,
  scoredHours,
  scoreFreezes,
  scoreShakes,
  scoreTime,
  shakesCalledBolts,
  sumCounts,
  sumEvents,
  type TimeScore,
} from './score';
import { eventTable, hours, type Print, rate, ratio, table } from './table';

const BOOTSTRAPS = 1_000;

/** What one recording scored. */
interface SeaLionScore {
  subject: string;
  time: TimeScore;
  freezes: EventScore;
  freezesByOnset: EventScore;
  shakesOnLand: EventScore;
  shakesAnywhere: EventScore;
  shakesCalledBolts: number;
}

function scoreSeaLion(recording: Recording, analysis: Analysis): SeaLionScore {
  return {
    subject: recording.subject,
    time: scoreTime(recording, analysis),
    freezes: scoreFreezes(recording, analysis, overlap),
    freezesByOnset: scoreFreezes(recording, analysis, onsetWithin(2_000)),
    shakesOnLand: scoreShakes(recording, analysis, 'land'),
    shakesAnywhere: scoreShakes(recording, analysis, 'anywhere'),
    shakesCalledBolts: shakesCalledBolts(recording, analysis),
  };
}

/** The model that was fitted without a subject's own recordings: leave one animal out. */
function modelsWithout(recordings: readonly Recording[]): Map<string, BehaviourModel> {
  const glances: Glances[] = recordings.map(glancesOf);
  const subjects = new Set(recordings.map(({ subject }) => subject));
  return new Map(
    [...subjects].map((subject) => [
      subject,
      fitBehaviour(
        glances.filter((one) => one.subject !== subject),
        BEHAVIOUR_MODEL,
      ),
    ]),
  );
}

/** A figure over all subjects, the lowest of any subject, and where 95 % of resampled sets of subjects put it. */
function spread(
  scores: readonly SeaLionScore[],
  figure: (some: readonly SeaLionScore[]) => number,
): { all: number; least: number; interval: string } {
  const groups = bySubject(scores, ({ subject }) => subject);
  const subjects = [...groups.keys()];
  const each = subjects.map((subject) => figure(groups.get(subject)!)).filter(Number.isFinite);
  const random = seeded(1);
  const resampled = Array.from({ length: BOOTSTRAPS }, () =>
    figure(subjects.flatMap(() => groups.get(subjects[Math.floor(random() * subjects.length)]!)!)),
  ).filter(Number.isFinite);
  return {
    all: figure(scores),
    least: Math.min(...each),
    interval: `${ratio(quantile(resampled, 0.025))} … ${ratio(quantile(resampled, 0.975))}`,
  };
}

type TimeKey = keyof TimeScore;
const timeF1 =
  (key: TimeKey) =>
  (some: readonly SeaLionScore[]): number =>
    f1(sumCounts(some.map(({ time }) => time[key])));
const freezeF1 = (some: readonly SeaLionScore[]): number => f1(sumEvents(some.map(({ freezes }) => freezes)));

/** Everything that is scored on the sea lions. */
export function reportSeaLions(recordings: readonly Recording[], print: Print): void {
  const models = modelsWithout(recordings);
  const onLand = recordings.filter((recording) => scoredHours(recording) > 0);
  const run = (recording: Recording): SeaLionScore =>
    scoreSeaLion(
      recording,
      analyse([recording.block], {
        bodyKg: ASSUMED_BODY_KG,
        behaviour: models.get(recording.subject) ?? BEHAVIOUR_MODEL,
      }),
    );
  const scores = recordings.map(run);
  const subjects = new Set(onLand.map(({ subject }) => subject));
  print(`## Sea lions and fur seals on land (ladds)\n`);
  print(
    `${onLand.length} recordings, ${subjects.size} animals, ${hours(onLand.reduce((sum, one) => sum + scoredHours(one), 0))} on land. ` +
      'Weights of the behaviour model fitted without the animal that is scored.\n',
  );
  print(
    table(
      ['stillness, time F1', 'all', 'lowest animal', '95 % over animals', 'target'],
      (
        [
          ['against moving', 'againstMoving', '0.96'],
          ['against everything labelled (`other` masked)', 'againstAll', '0.88'],
          ['unmasked', 'unmasked', '–'],
        ] as const
      ).map(([name, key, target]) => {
        const { all, least, interval } = spread(scores, timeF1(key));
        return [name, ratio(all), ratio(least), interval, target];
      }),
    ),
  );
  print();
  const freeze = spread(scores, freezeF1);
  print(
    eventTable([
      ['freeze, overlap', sumEvents(scores.map(({ freezes }) => freezes))],
      ['freeze, onset ±2 s', sumEvents(scores.map(({ freezesByOnset }) => freezesByOnset))],
      ['shake on land, onset ±0.5 s', sumEvents(scores.map(({ shakesOnLand }) => shakesOnLand))],
      ['shake anywhere, onset ±0.5 s', sumEvents(scores.map(({ shakesAnywhere }) => shakesAnywhere))],
    ]),
  );
  print();
  print(
    `Freeze overlap F1: lowest animal ${ratio(freeze.least)}, 95 % over animals ${freeze.interval}; target 0.80 with ≤ 8 false alarms an hour. ` +
      `Shakes: target 0.80. Labelled shakes reported as a bolt: ${scores.reduce((sum, one) => sum + one.shakesCalledBolts, 0)} (target 0).`,
  );
  print('\n### By animal\n');
  const groups = bySubject(scores, ({ subject }) => subject);
  print(
    table(
      ['animal', 'still/moving F1', 'still/all F1', 'freezes', 'freeze F1', 'false alarms', 'shakes found'],
      [...groups].map(([subject, some]) => {
        const freezes = sumEvents(some.map((one) => one.freezes));
        const shakes = sumEvents(some.map((one) => one.shakesOnLand));
        return [
          subject,
          ratio(timeF1('againstMoving')(some)),
          ratio(timeF1('againstAll')(some)),
          String(freezes.tp + freezes.fn),
          ratio(f1(freezes)),
          String(freezes.fp),
          `${shakes.tp} of ${shakes.tp + shakes.fn}`,
        ];
      }),
    ),
  );
  print('\n### As other tags would see it\n');
  print(
    table(
      ['', 'still/moving F1', 'still/all F1', 'freeze F1', 'false alarms/h', 'shake F1 (land)'],
      [
        ['25 Hz as recorded', scores] as const,
        ...DEGRADATIONS.map(({ name, apply }) => [name, onLand.map(apply).map(run)] as const),
      ].map(([name, some]) => {
        const freezes = sumEvents(some.map((one) => one.freezes));
        return [
          name,
          ratio(timeF1('againstMoving')(some)),
          ratio(timeF1('againstAll')(some)),
          ratio(f1(freezes)),
          rate(freezes.fp / freezes.hours),
          ratio(f1(sumEvents(some.map((one) => one.shakesOnLand)))),
        ];
      }),
    ),
  );
  print();
}
