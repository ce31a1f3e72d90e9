import { seeded } from '../../tests/support/synthetic-trace';
import { bySubject } from './group';
import { quantile } from './score';

const BOOTSTRAPS = 1_000;

/** A figure over all subjects, the lowest of any subject, and between what 95 % of resampled sets of subjects put it. */
export interface Spread {
  all: number;
  lowest: number;
  interval: readonly [number, number];
}

/** Of scores of many recordings: animals are drawn, never recordings. All NaN where nothing can be said. */
export function spread<Score extends { subject: string }>(
  scores: readonly Score[],
  figure: (some: readonly Score[]) => number,
): Spread {
  const groups = bySubject(scores, ({ subject }) => subject);
  const each = [...groups.values()];
  const random = seeded(1);
  const resampled = Array.from({ length: BOOTSTRAPS }, () =>
    figure(each.flatMap(() => each[Math.floor(random() * each.length)]!)),
  ).filter(Number.isFinite);
  const known = each.map(figure).filter(Number.isFinite);
  return {
    all: figure(scores),
    lowest: known.length > 0 ? Math.min(...known) : NaN,
    interval: [quantile(resampled, 0.025), quantile(resampled, 0.975)],
  };
}
