import { analyse, type Analysis } from '../../lib/app/pipeline';
import { BEHAVIOUR_MODEL, type BehaviourModel } from '../../lib/events/behaviour';
import { ASSUMED_BODY_KG } from '../../lib/units';
import { DEGRADATIONS } from './degrade';
import { fitBehaviour, type Glances, glancesOf } from './fit-behaviour';
import { bySubject } from './group';
import type { Recording } from './recordings';
import {
  type EventScore,
  f1,
  onsetWithin,
  overlap,
  scoredHours,
  scoreFreezes,
  scoreShakes,
  scoreTime,
  shakesCalledBolts,
  sumCounts,
  sumEvents,
  type TimeScore,
} from './score';
import { spread } from './spread';
import {
  eventTable,
  hours,
  interval,
  ofSubject,
  type Print,
  rate,
  ratio,
  type SubjectScore,
  table,
} from './table';

/** They were recorded at it. */
const SAME_RATE = '25 Hz (interpolated)';

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

type TimeKey = keyof TimeScore;
const timeF1 =
  (key: TimeKey) =>
  (some: readonly SeaLionScore[]): number =>
    f1(sumCounts(some.map(({ time }) => time[key])));

const boltsOfShakes = (some: readonly SeaLionScore[]): number =>
  some.reduce((sum, one) => sum + one.shakesCalledBolts, 0);

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
        const over = spread(scores, timeF1(key));
        return [name, ratio(over.all), ratio(over.lowest), interval(over), target];
      }),
    ),
  );
  print();
  type EventKey = 'freezes' | 'freezesByOnset' | 'shakesOnLand' | 'shakesAnywhere';
  const events = (key: EventKey): SubjectScore[] => scores.map((one) => ofSubject(one.subject, one[key]));
  print(
    eventTable([
      ['freeze, overlap', events('freezes')],
      ['freeze, onset ±2 s', events('freezesByOnset')],
      ['shake on land, onset ±0.5 s', events('shakesOnLand')],
      ['shake anywhere, onset ±0.5 s', events('shakesAnywhere')],
    ]),
  );
  print();
  print(
    'Freezes: target overlap F1 0.80 with ≤ 8 false alarms an hour. Shakes: target 0.80. Labelled shakes reported as a bolt: ' +
      `${boltsOfShakes(scores)} (target 0).`,
  );
  print('\n### By animal\n');
  const groups = bySubject(scores, ({ subject }) => subject);
  print(
    table(
      [
        'animal',
        'still/moving F1',
        'still/all F1',
        'freezes',
        'freeze F1',
        'false alarms',
        'shakes on land',
        'found',
        'false alarms',
      ],
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
          String(shakes.tp + shakes.fn),
          String(shakes.tp),
          String(shakes.fp),
        ];
      }),
    ),
  );
  print('\n### As other tags would see it\n');
  print(
    table(
      [
        '',
        'still/moving F1',
        'still/all F1',
        'freeze F1',
        'false alarms/h',
        'shake F1 (land)',
        'shakes called bolts',
      ],
      [
        ['25 Hz as recorded', scores] as const,
        ...DEGRADATIONS.filter(({ name }) => name !== SAME_RATE).map(
          ({ name, apply }) => [name, onLand.map(apply).map(run)] as const,
        ),
      ].map(([name, some]) => {
        const freezes = sumEvents(some.map((one) => one.freezes));
        return [
          name,
          ratio(timeF1('againstMoving')(some)),
          ratio(timeF1('againstAll')(some)),
          ratio(f1(freezes)),
          rate(freezes.fp / freezes.hours),
          ratio(f1(sumEvents(some.map((one) => one.shakesOnLand)))),
          String(boltsOfShakes(some)),
        ];
      }),
    ),
  );
  print();
}
