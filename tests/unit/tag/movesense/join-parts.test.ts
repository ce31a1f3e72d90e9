import { describe, expect, it } from 'vitest';
import { joinParts } from '../../../../lib/tag/movesense/join-parts';
import { encodeVectors } from '../../../../lib/tag/movesense/protocol';

const VALUES = Array.from({ length: 12 }, (_, i) => i);
const BODY = encodeVectors(1_000, VALUES);
const PERIOD_MS = 20;

describe('joinParts', () => {
  it('passes on what is whole', () => {
    const parts = joinParts();
    expect(parts(1, BODY, PERIOD_MS)).toEqual({
      vectors: { tMs: 1_000, values: Float32Array.from(VALUES) },
      isFault: false,
    });
  });

  it('holds what ends within a vector until its second part comes', () => {
    for (const at of [4, 5, 15, 27, 51]) {
      const parts = joinParts();
      expect(parts(1, BODY.subarray(0, at), PERIOD_MS)).toEqual({ vectors: null, isFault: false });
      expect(parts(2, BODY.subarray(at), PERIOD_MS)).toEqual({
        vectors: { tMs: 1_000, values: Float32Array.from(VALUES) },
        isFault: false,
      });
    }
  });

  it('counts the time on for a second part that begins with a vector', () => {
    const parts = joinParts();
    expect(parts(1, BODY.subarray(0, 28), PERIOD_MS).vectors?.values.length).toBe(6);
    expect(parts(2, BODY.subarray(28), PERIOD_MS)).toEqual({
      vectors: { tMs: 1_040, values: Float32Array.from(VALUES.slice(6)) },
      isFault: false,
    });
  });

  it('says when a part has no beginning, a beginning no end, or the two do not fit', () => {
    const parts = joinParts();
    expect(parts(2, BODY, PERIOD_MS)).toEqual({ vectors: null, isFault: true });
    expect(parts(1, BODY.subarray(0, 3), PERIOD_MS)).toEqual({ vectors: null, isFault: true });
    parts(1, BODY.subarray(0, 20), PERIOD_MS);
    expect(parts(1, BODY, PERIOD_MS)).toMatchObject({ isFault: true, vectors: { tMs: 1_000 } });
    parts(1, BODY.subarray(0, 20), PERIOD_MS);
    expect(parts(2, BODY.subarray(21), PERIOD_MS)).toEqual({ vectors: null, isFault: true });
    expect(parts(2, BODY.subarray(21), PERIOD_MS)).toEqual({ vectors: null, isFault: true });
  });
});
