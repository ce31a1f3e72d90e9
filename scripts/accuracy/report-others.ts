import { analyse } from '../../lib/app/pipeline';
import type { WalkEvent } from '../../lib/events/event';
import { ASSUMED_BODY_KG } from '../../lib/units';
import { DEGRADATIONS } from './degrade';
import { DOG_BURSTS_S, DOG_SHAKES_S } from './dog-bursts';
import { bySubject } from './group';
import type { Recording } from './recordings';
import {
  type EventScore,
  f1,
  hoursOf,
  overlap,
  quantile,
  recall,
  scoreEvents,
  scoreTime,
  sumCounts,
  type TimeScore,
} from './score';
import { eventTable, hours, type Print, rate, ratio, seconds, table } from './table';

/** Nobody weighed it; no detector of motion asks. */
const DOG_KG = 25;

/** Stillness in the sets that the model was not fitted to. */
export function reportStillness(recordings: readonly Recording[], print: Print): void {
  print('## Stillness of other bodies, shipped weights\n');
  const sets = [
    ['cows (cow, 10 Hz, collar)', 'cow'],
    ['people (mobifall, 95 Hz, phone)', 'mobifall'],
    ['hand-held gestures (microbit, 40–50 Hz, clips of 1–2 s)', 'microbit'],
  ] as const;
  const rows = sets.flatMap(([name, set]) => {
    const own = recordings.filter((one) => one.set === set && !one.name.includes('bad-labels'));
    if (own.length === 0) return [];
    const groups = bySubject(own, ({ subject }) => subject);
    const perSubject = [...groups.values()].map((some) =>
      some.map((one) => scoreTime(one, analyse([one.block], { bodyKg: ASSUMED_BODY_KG }))),
    );
    const figure = (key: keyof TimeScore): [string, string] => {
      const each = perSubject.map((some) => sumCounts(some.map((one) => one[key])));
      return [
        ratio(f1(sumCounts(each))),
        ratio(Math.min(...each.filter(({ tp, fn }) => tp + fn > 0).map(f1))),
      ];
    };
    return [[name, String(own.length), ...figure('againstMoving'), ...figure('againstAll')]];
  });
  print(table(['', 'recordings', 'still/moving F1', 'lowest', 'still/all F1', 'lowest'], rows));
  print('\nThe first 0.4 s of each recording are unknown and count as missed: short clips suffer from it.\n');
}

/** False alarms where nobody bolts, and the dog's run bursts. */
export function reportBolts(recordings: readonly Recording[], print: Print): void {
  print('## Bolts\n');
  const groups: readonly (readonly [string, (one: Recording) => boolean])[] = [
    ['people walking', (one) => one.set === 'mobifall' && one.labels[0] === 'WAL'],
    ['people on stairs', (one) => one.set === 'mobifall' && ['STU', 'STN'].includes(one.labels[0]!)],
    ['cows walking', (one) => one.set === 'cow' && one.labels[0] === 'Walking'],
    ['cows grazing (no target)', (one) => one.set === 'cow' && one.labels[0] === 'Grazing'],
    ['people jogging (no target)', (one) => one.set === 'mobifall' && one.labels[0] === 'JOG'],
  ];
  const rows: string[][] = [];
  let alarms = 0;
  let measured = 0;
  for (const [name, belongs] of groups) {
    const own = recordings.filter(belongs);
    const found = own.reduce((sum, one) => sum + boltsIn(one), 0);
    const time = own.reduce((sum, one) => sum + hoursOf(one), 0);
    if (!name.includes('no target')) {
      alarms += found;
      measured += time;
    }
    rows.push([name, String(own.length), hours(time), String(found), rate(found / time)]);
  }
  rows.push([
    '**first three together** (target ≤ 1/h)',
    '',
    hours(measured),
    String(alarms),
    rate(alarms / measured),
  ]);
  print(table(['nobody bolts here', 'recordings', 'time', 'bolts', 'per hour'], rows));
  const dog = recordings.find(({ set }) => set === 'dog');
  if (!dog) return print();
  print('\nA dog running in bursts, marked by hand before tuning (`scripts/accuracy/dog-bursts.ts`):\n');
  print(
    eventTable([
      ['run burst as bolt (target recall 0.90, latency ≤ 0.6 s)', scoreDog(dog, 'bolt', DOG_BURSTS_S)],
      ['shake', scoreDog(dog, 'shake', DOG_SHAKES_S)],
    ]),
  );
  print('\nThe same as other tags would see it:\n');
  const calm = recordings.filter((one) =>
    groups.some(([name, belongs]) => !name.includes('no target') && belongs(one)),
  );
  print(
    table(
      ['', 'run bursts found', 'latency p50', 'false alarms/h, first three together'],
      [{ name: 'as recorded', apply: (one: Recording) => one }, ...DEGRADATIONS].map(({ name, apply }) => {
        const bursts = scoreDog(apply(dog), 'bolt', DOG_BURSTS_S);
        const falsely = calm.reduce((sum, one) => sum + boltsIn(apply(one)), 0);
        return [
          name,
          ratio(recall(bursts)),
          seconds(quantile(bursts.latencyMs, 0.5)),
          rate(falsely / measured),
        ];
      }),
    ),
  );
  print('\nThe level was chosen on these recordings: only others can confirm it.\n');
}

function boltsIn(recording: Recording): number {
  const { events } = analyse([recording.block], { bodyKg: ASSUMED_BODY_KG });
  return events.filter(({ kind }) => kind === 'bolt').length;
}

/** The dog's events of a kind against those that were marked by hand, s. */
function scoreDog(
  dog: Recording,
  kind: WalkEvent['kind'],
  truths: readonly (readonly [number, number])[],
): EventScore {
  const { events } = analyse([dog.block], { bodyKg: DOG_KG });
  return scoreEvents(
    dog,
    events.filter((event) => event.kind === kind),
    truths.map(([from, to]) => ({ startMs: 1_000 * from, endMs: 1_000 * to })),
    overlap,
    () => ({ masked: true, unmasked: true }),
    hoursOf(dog),
  );
}
