import { describe, expect, it } from 'vitest';
import { endedWell } from '../../../lib/walk/ended-well';

const review = (said?: boolean | null) => ({
  stress: 1 as const,
  foodTaken: true,
  note: '',
  endedWell: said ?? null,
});

describe('endedWell', () => {
  it('counts what was said, and what was not said neither way', () => {
    expect(endedWell([])).toEqual({ of: 0, well: 0 });
    expect(endedWell([null, review(), review(true), review(false), review(true)])).toEqual({
      of: 3,
      well: 2,
    });
  });

  it('looks at the newest ten', () => {
    const old = Array.from({ length: 30 }, () => review(false));
    expect(endedWell([...Array.from({ length: 7 }, () => review(true)), ...old])).toEqual({
      of: 10,
      well: 7,
    });
  });
});
