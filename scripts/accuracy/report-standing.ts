import { standOdds } from '../../lib/events/standing';
import { truthOf } from './labels';
import type { DataSet, Recording } from './recordings';
import { standGlances } from './stand-glances';
import { type Print, ratio, table } from './table';

/** No recording has a lead: each body is looked at as if it were pulled by this share of its weight. */
const ASSUMED_SHARE = 0.2;

/**
 * What the synthetic lead's model of standing says of real bodies without one: glances of 0.4 s, each for itself. How far the
 * model's cat resembles a living one shows here alone.
 */
export function reportStanding(recordings: readonly Recording[], print: Print): void {
  const sets: readonly (readonly [string, DataSet])[] = [
    ['sea lions on land (ladds)', 'ladds'],
    ['people (mobifall, phone)', 'mobifall'],
    ['cows (cow, 10 Hz, collar)', 'cow'],
  ];
  print('### Whether a body stands: the model of the synthetic lead on real bodies\n');
  const rows = sets.flatMap(([name, set]) => {
    const counts = { still: 0, stands: 0, moving: 0, steps: 0 };
    for (const one of recordings.filter((recording) => recording.set === set)) {
      let at = 0;
      for (const { tMs, figures } of standGlances(one.block, () => ASSUMED_SHARE)) {
        while (at + 1 < one.block.tMs.length && one.block.tMs[at + 1]! <= tMs) at++;
        const truth = truthOf(one, at);
        const stands = standOdds(figures) > 0;
        if (truth === 'still') counts[stands ? 'stands' : 'still']++;
        if (truth === 'moving') counts[stands ? 'moving' : 'steps']++;
      }
    }
    const still = counts.still + counts.stands;
    const moving = counts.moving + counts.steps;
    if (still + moving === 0) return [];
    return [
      [name, String(still), ratio(counts.stands / still), String(moving), ratio(counts.steps / moving)],
    ];
  });
  print(table(['', 'glances still', 'said to stand', 'glances moving', 'said to step'], rows));
  print(
    `\nA pull of ${ASSUMED_SHARE} of body weight is assumed throughout: no recording has a lead. A glance alone decides nothing, about a ` +
      'second of them does.\n',
  );
}
