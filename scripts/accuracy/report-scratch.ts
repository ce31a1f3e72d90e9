import { fitLogistic } from './fit-logistic';
import { type Counts, f1, precision, recall, sumCounts } from './score';
import type { Recording } from './recordings';
import { SCRATCH_TERMS, scratchWindows, type ScratchWindow } from './scratch-window';
import { type Print, ratio, table } from './table';

/** What might be done to the harness, by the observers' labels. */
const TARGETS = [
  ['scratching', ['scratch']],
  ['chewing and handling things', ['chewing', 'manipulation']],
] as const;
const RIDGE = 1;
/** Rare windows weigh as much as a third of all others. */
const RARE_SHARE = 1 / 3;

interface Scored {
  subject: string;
  truths: number;
  counts: Counts;
  area: number;
  /** Windows said to be one, with what they were. */
  wrongly: string[];
}

/**
 * How far sea lions can be seen to scratch or chew, in windows of 2 s: a logistic model of eleven terms, weights and bound fitted
 * without the animal that is scored. No detector uses it: this is what it would be worth.
 */
export function reportScratch(recordings: readonly Recording[], print: Print): void {
  const windows = recordings.flatMap(scratchWindows);
  print('## Scratching and chewing: what a hint would be worth\n');
  const scored = TARGETS.map(([name, labels]) => ({
    name,
    animals: leaveOneOut(windows, new Set<string>(labels)),
  }));
  print(
    table(
      [
        'sea lions on land, windows of 2 s',
        'animals',
        'N',
        'of',
        'precision',
        'recall',
        'F1',
        'area under the curve',
      ],
      scored.map(({ name, animals }) => {
        const counts = sumCounts(animals.map((one) => one.counts));
        const n = animals.reduce((sum, { truths }) => sum + truths, 0);
        const own = animals.filter(({ truths }) => truths > 0);
        const areas = own.map(({ area }) => area);
        const range = `${ratio(Math.min(...areas))} … ${ratio(Math.max(...areas))}`;
        const figures = [precision(counts), recall(counts), f1(counts)].map(ratio);
        return [name, String(own.length), String(n), String(windows.length), ...figures, range];
      }),
    ),
  );
  print('\n### Scratching by animal\n');
  print(
    table(
      ['animal', 'windows', 'precision', 'recall', 'area under the curve', 'said wrongly', 'mostly of'],
      scored[0]!.animals.map(({ subject, truths, counts, area, wrongly }) => [
        subject,
        String(truths),
        counts.tp + counts.fp > 0 ? ratio(precision(counts)) : '–',
        truths > 0 ? ratio(recall(counts)) : '–',
        truths > 0 ? ratio(area) : '–',
        String(counts.fp),
        commonest(wrongly) ?? '–',
      ]),
    ),
  );
  print();
}

function leaveOneOut(windows: readonly ScratchWindow[], labels: ReadonlySet<string>): Scored[] {
  const isOne = ({ label }: ScratchWindow): boolean => labels.has(label);
  return [...new Set(windows.map(({ subject }) => subject))].map((subject) => {
    const others = windows.filter((one) => one.subject !== subject);
    const own = windows.filter((one) => one.subject === subject);
    const oddsOf = fitted(others, isOne);
    const boundOdds = bestBound(others.map((one) => [oddsOf(one), isOne(one)]));
    const said = own.filter((one) => oddsOf(one) >= boundOdds);
    const tp = said.filter(isOne).length;
    const truths = own.filter(isOne);
    const wrong = said.filter((one) => !isOne(one));
    return {
      subject,
      truths: truths.length,
      counts: { tp, fp: wrong.length, fn: truths.length - tp },
      area: areaUnder(truths.map(oddsOf), own.filter((one) => !isOne(one)).map(oddsOf)),
      wrongly: wrong.map(({ label }) => label),
    };
  });
}

function fitted(
  windows: readonly ScratchWindow[],
  isOne: (window: ScratchWindow) => boolean,
): (window: ScratchWindow) => number {
  const times = Math.max(1, Math.floor((RARE_SHARE * windows.length) / windows.filter(isOne).length));
  const rows = windows.flatMap((one) =>
    Array.from({ length: isOne(one) ? times : 1 }, () => ({ x: one.x, yes: isOne(one) })),
  );
  const { bias, weights } = fitLogistic(rows, SCRATCH_TERMS, RIDGE);
  return ({ x }) => SCRATCH_TERMS.reduce((odds, term, i) => odds + weights[term] * x[i]!, bias);
}

/** The bound with the best F1. */
function bestBound(judged: readonly (readonly [odds: number, isOne: boolean])[]): number {
  const truths = judged.filter(([, isOne]) => isOne).length;
  let tp = 0;
  let best = 0;
  let bound = Infinity;
  for (const [i, [odds, isOne]] of [...judged].sort((a, b) => b[0] - a[0]).entries()) {
    if (isOne) tp++;
    const score = (2 * tp) / (i + 1 + truths);
    if (score <= best) continue;
    best = score;
    bound = odds;
  }
  return bound;
}

/** Chance that one of the first has the higher odds than one of the second. */
function areaUnder(ones: readonly number[], others: readonly number[]): number {
  let above = 0;
  for (const one of ones) for (const other of others) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (ones.length * others.length);
}

function commonest(labels: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
