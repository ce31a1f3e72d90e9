import { Pipeline } from '../../lib/app/pipeline';
import type { Limit } from '../../lib/events/limits';
import type { SampleBlock } from '../../lib/signal/sample-block';
import type { TagSeat } from '../../lib/signal/tag-seat';
import { ASSUMED_BODY_KG } from '../../lib/units';
import { DEGRADATIONS } from './degrade';
import { bySubject } from './group';
import { recordLeashWalk } from './leash/record-leash-walk';
import { recordLooseTag, type Seat } from './loose-tag/record-loose-tag';
import type { DataSet, Recording } from './recordings';
import { hoursOf } from './score';
import { hours, type Print, ratio, table } from './table';

/** Seeds of the model of loose tags that are scored; those it was looked at with lie below. */
const FIRST_SEED = 1_000;
const WALKS = 40;
/** Between recordings that are laid one behind the other, ms: longer than a gap, so that nothing reaches across. */
const BETWEEN_MS = 1_000;

const SETS: readonly (readonly [string, DataSet])[] = [
  ['sea lions and fur seals, back, land and water (ladds)', 'ladds'],
  ['people, phone (mobifall)', 'mobifall'],
  ['cows, collar (cow)', 'cow'],
  ['hand-held gestures, clips of 1–2 s (microbit)', 'microbit'],
];

/** What is said of one recording, and the figures behind it. */
interface Verdict {
  turning: boolean;
  swinging: boolean;
  seat: TagSeat;
}

/** False alarms of "the tag hangs loose" on tags that were fastened, and what of a synthetic loose one is found. */
export function reportTagSeat(recordings: readonly Recording[], print: Print): void {
  print('### A tag that hangs loose\n');
  if (recordings.length > 0) reportFastened(recordings, print);
  print('#### Found on synthetic tags\n');
  const walks = (seat: Seat, knocks = true): Verdict[] =>
    Array.from({ length: WALKS }, (_, i) => verdictOf(recordLooseTag(FIRST_SEED + i, seat, { knocks })));
  const lead = Array.from({ length: WALKS }, (_, i) => verdictOf(recordLeashWalk(FIRST_SEED + i).accel));
  const rows = (
    [
      ['fastened', walks('fast')],
      ['fastened, the cat of the synthetic lead, 5 min', lead],
      ['slips round the chest, every 20 s to 2 min of walking', walks('slips')],
      ['hangs on 3 to 15 cm and swings freely', walks('hangs', false)],
      ['hangs so and knocks against the body, 0.5 to 4 times a second', walks('hangs')],
    ] as const
  ).map(([name, said]) => [name, String(said.length), count(said, 'turning'), count(said, 'swinging')]);
  print(table(['10 min of walking and standing', 'walks', 'said to turn', 'said to swing'], rows));
  print(
    '\nA synthetic pendulum only proves that we find our own pendulum, and it is no cat’s: no recording of a loose tag exists.\n',
  );
}

function reportFastened(recordings: readonly Recording[], print: Print): void {
  const row = (name: string, own: readonly Recording[], blocks: readonly SampleBlock[]): string[] => {
    const said = blocks.map(verdictOf);
    const looks = said.reduce((sum, { seat }) => sum + seat.looks, 0);
    return [
      name,
      String(blocks.length),
      hours(own.reduce((sum, one) => sum + hoursOf(one), 0)),
      hours((2 * looks) / 3_600),
      String(Math.max(...said.map(({ seat }) => seat.turns))),
      ratio(Math.max(...said.map(({ seat }) => seat.freeShare))),
      count(said, 'turning'),
      count(said, 'swinging'),
    ];
  };
  const rows = SETS.flatMap(([name, set]) => {
    const own = recordings.filter((one) => one.set === set);
    if (own.length === 0) return [];
    const joined = [...bySubject(own, ({ subject }) => subject).values()].map((some) =>
      oneBehindTheOther(some.map(({ block }) => block)),
    );
    return [
      row(
        name,
        own,
        own.map(({ block }) => block),
      ),
      row('… all of a body one behind the other', own, joined),
    ];
  });
  const fastened = recordings.filter(({ set }) => set !== 'dog');
  for (const { name, apply } of DEGRADATIONS)
    rows.push(
      row(
        `all of these, ${name}`,
        fastened,
        fastened.map((one) => apply(one).block),
      ),
    );
  const dog = recordings.filter(({ set }) => set === 'dog');
  if (dog.length > 0)
    rows.push(
      row(
        'a dog; how its tag was fastened is not known (dog)',
        dog,
        dog.map(({ block }) => block),
      ),
    );
  print(
    table(
      [
        'fastened tags: each one told of is a false alarm',
        'recordings',
        'time',
        'walking looked at',
        'most turns',
        'most free',
        'said to turn',
        'said to swing',
      ],
      rows,
    ),
  );
  print(
    '\nMost turns: how often a tag came to lie differently within 10 min, at most. Most free: the highest share of a minute of walking ' +
      'in which the force lay along one line.\n',
  );
}

const count = (said: readonly Verdict[], what: 'turning' | 'swinging'): string =>
  String(said.filter((one) => one[what]).length);

function verdictOf(block: SampleBlock): Verdict {
  const pipeline = new Pipeline({ bodyKg: ASSUMED_BODY_KG });
  pipeline.push(block);
  const { limits } = pipeline.finish();
  const says = (kind: Limit['kind']): boolean => limits.some((limit) => limit.kind === kind);
  return { turning: says('turning-tag'), swinging: says('swinging-tag'), seat: pipeline.seat };
}

function oneBehindTheOther(blocks: readonly SampleBlock[]): SampleBlock {
  const times: number[] = [];
  const values: number[] = [];
  let fromMs = 0;
  for (const block of blocks) {
    const firstMs = block.tMs[0] ?? 0;
    for (const tMs of block.tMs) times.push(fromMs + tMs - firstMs);
    for (const value of block.values) values.push(value);
    fromMs = (times.at(-1) ?? 0) + BETWEEN_MS;
  }
  return { kind: 'accel', tMs: Float64Array.from(times), values: Float32Array.from(values), clipped: 0 };
}
