import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/app/pipeline';
import { BEHAVIOUR_MODEL } from '../../../lib/events/behaviour';
import { DOG_BURSTS_S } from '../../../scripts/accuracy/dog-bursts';
import { fitBehaviour, glancesOf } from '../../../scripts/accuracy/fit-behaviour';
import { loadRecordings } from '../../../scripts/accuracy/recordings';
import { f1, overlap, scoreFreezes, scoreTime, sumCounts, sumEvents } from '../../../scripts/accuracy/score';

const DATA = process.env.CATPACE_DATA ?? resolve(import.meta.dirname, '../../../../shared/data');
const there = existsSync(join(DATA, 'ladds'));
if (!there) console.warn(`Skipped: no recordings of animals in ${DATA} (CATPACE_DATA names another folder).`);

/** Guards what docs/accuracy.md claims, with a little room; `npm run accuracy` measures it. */
describe.skipIf(!there)('the shipped detectors on recordings of animals', () => {
  const recordings = there ? loadRecordings(DATA) : [];
  const seaLions = recordings.filter(({ set }) => set === 'ladds');
  const body = { bodyKg: 4.5 };

  it('ships the weights that the fit gives', () => {
    const fitted = fitBehaviour(seaLions.map(glancesOf), BEHAVIOUR_MODEL);
    for (const what of ['moving', 'busy'] as const) {
      for (const weight of ['bias', 'swing', 'spread'] as const) {
        expect(
          Math.abs(fitted[what][weight] - BEHAVIOUR_MODEL[what][weight]),
          `${what}.${weight}`,
        ).toBeLessThan(0.01);
      }
    }
  }, 60_000);

  it('tells stillness and freezes of sea lions better than the plain rules', () => {
    const analyses = seaLions.map((one) => analyse([one.block], body));
    const time = seaLions.map((one, i) => scoreTime(one, analyses[i]!));
    expect(f1(sumCounts(time.map(({ againstMoving }) => againstMoving)))).toBeGreaterThan(0.932);
    expect(f1(sumCounts(time.map(({ againstAll }) => againstAll)))).toBeGreaterThan(0.8);
    const freezes = sumEvents(seaLions.map((one, i) => scoreFreezes(one, analyses[i]!, overlap)));
    expect(f1(freezes)).toBeGreaterThan(0.78);
    expect(freezes.fp / freezes.hours).toBeLessThan(9);
  }, 60_000);

  it('calls no bolt where people walk, and finds the run bursts of a dog', () => {
    const bolts = (all: typeof recordings) =>
      all.flatMap((one) => analyse([one.block], body).events.filter(({ kind }) => kind === 'bolt'));
    expect(bolts(recordings.filter(({ set, labels }) => set === 'mobifall' && labels[0] === 'WAL'))).toEqual(
      [],
    );
    const found = bolts(recordings.filter(({ set }) => set === 'dog'));
    const hits = DOG_BURSTS_S.filter(([from, to]) =>
      found.some((event) => overlap({ startMs: from * 1_000, endMs: to * 1_000 }, event) > 0),
    );
    expect(hits.length).toBeGreaterThanOrEqual(10);
  }, 60_000);
});
