import { describe, expect, it } from 'vitest';
import { agreementView } from '../../../lib/app/agreement-view';
import type { Correction } from '../../../lib/walk/correction';
import { bolt, exampleDetections, freeze } from '../../support/example-detections';
import { exampleWalk } from '../../support/example-walk';

const events = [freeze(10_000, 20_000), bolt(30_000, 32_000)];
const found = (walkId: string) => [walkId, exampleDetections(60_000, { walkId, events })] as const;
const word = (walkId: string, say: 'confirm' | 'reject', deletedAtMs: number | null = null): Correction => ({
  id: `${walkId}-${say}`,
  walkId,
  createdAtMs: 1,
  deletedAtMs,
  say,
  subject: { by: 'detector', kind: 'bolt', startMs: 30_000, endMs: 32_000 },
});
const walk = (id: string, over = {}) => exampleWalk({ id, status: 'ended', durationMs: 60_000, ...over });

describe('the agreement of one cat', () => {
  it('counts its walks alone, those that are there and were spoken of', () => {
    const walks = [
      walk('yes'),
      walk('no'),
      walk('silent'),
      walk('taken back'),
      walk('other', { catId: 'cat-2' }),
      walk('deleted', { deletedAtMs: 5 }),
      walk('not analysed'),
    ];
    const detected = new Map(walks.filter(({ id }) => id !== 'not analysed').map(({ id }) => found(id)));
    const corrections = new Map([
      ['yes', [word('yes', 'confirm')]],
      ['no', [word('no', 'reject')]],
      ['taken back', [word('taken back', 'confirm', 9)]],
      ['other', [word('other', 'confirm')]],
      ['deleted', [word('deleted', 'confirm')]],
      ['not analysed', [word('not analysed', 'confirm')]],
    ]);
    const view = agreementView('cat-1', walks, detected, corrections);
    expect(view.walks).toBe(2);
    // Nothing was said of the freezes.
    expect(view.rows).toEqual([
      {
        kind: 'bolt',
        precision: 0.5,
        recall: 1,
        kappa: expect.closeTo(2 / 3, 1),
        hits: 1,
        falseAlarms: 1,
        misses: 0,
        seconds: 120,
      },
    ]);
  });

  it('is empty where nothing was said', () => {
    expect(agreementView('cat-1', [walk('silent')], new Map([found('silent')]), new Map())).toEqual({
      walks: 0,
      rows: [],
    });
  });
});
