import { describe, expect, it } from 'vitest';
import { seenIn } from '../../../lib/walk/body-sign';
import type { Mark } from '../../../lib/walk/walk';

const mark = (tMs: number, kind: Mark['kind'], text = '', deletedAtMs: number | null = null): Mark => ({
  id: `m${tMs}`,
  walkId: 'w',
  tMs,
  kind,
  text,
  createdAtMs: 0,
  deletedAtMs,
});

describe('seenIn', () => {
  it('finds signs and stress by time, and leaves out the rest', () => {
    const marks = [
      mark(3000, 'stress', '4'),
      mark(1000, 'sign', 'hisses'),
      mark(2000, 'sign', 'sniffs', 99),
      mark(2500, 'moment'),
      mark(2600, 'note', 'hisses'),
      mark(2700, 'stress', '6'),
      mark(2800, 'stress', ''),
      mark(2900, 'sign', 'wags'),
      mark(500, 'sign', 'treat-taken'),
    ];
    expect(seenIn(marks)).toEqual({
      signs: [
        { sign: 'treat-taken', tMs: 500 },
        { sign: 'hisses', tMs: 1000 },
      ],
      stress: [{ level: 4, tMs: 3000 }],
    });
  });
});
