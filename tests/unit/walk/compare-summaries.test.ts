import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSummaries, compareWithMedian } from '../../../lib/walk/compare-summaries';
import { summary } from '../../component/samples';

const of = (figures: ReturnType<typeof compareSummaries>, name: string) =>
  figures.find((figure) => figure.name === name)!;

describe('two walks, figure by figure', () => {
  it('takes the second from the first', () => {
    const figures = compareSummaries(summary, { ...summary, slackShare: 0.5, freezes: 4, bolts: 1 });
    expect(of(figures, 'slack').difference).toBeCloseTo(0.3, 12);
    expect(of(figures, 'freezes').difference).toBe(-3);
    expect(of(figures, 'bolts').difference).toBe(0);
  });

  it('makes no zero of what was not measured', () => {
    const withoutLead = { ...summary, slackShare: null, maxTensionN: null, pullsPer10Min: null, pulls: 0 };
    const figures = compareSummaries(summary, withoutLead);
    for (const name of ['slack', 'pulls', 'pullsPer10Min', 'strongest'])
      expect([name, of(figures, name).second, of(figures, name).difference]).toEqual([name, null, null]);
    const withoutMotion = { ...summary, movingMs: 0, stillMs: 0, freezes: 0, bolts: 0 };
    expect(of(compareSummaries(withoutMotion, summary), 'bolts').first).toBeNull();
  });
});

describe('a walk among others', () => {
  const walks = [1, 2, 2, 5].map((freezes) => ({ ...summary, freezes }));

  it('says how many lie on either side', () => {
    const freezes = of(compareWithMedian({ ...summary, freezes: 2 }, walks), 'freezes');
    expect(freezes).toMatchObject({ first: 2, second: 2, difference: 0 });
    expect(freezes.among).toEqual({ walks: 4, below: 1, same: 2, above: 1 });
  });

  it('counts only walks in which it was measured', () => {
    const slack = of(compareWithMedian(summary, [...walks, { ...summary, slackShare: null }]), 'slack');
    expect(slack.among!.walks).toBe(4);
    expect(of(compareWithMedian(summary, []), 'slack')).toMatchObject({ second: null, difference: null });
  });

  it('never loses a walk, and has half of them on either side of the median at most', () => {
    const count = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(count, fc.array(count, { minLength: 1, maxLength: 30 }), (own, others) => {
        const { among, second } = of(
          compareWithMedian(
            { ...summary, shakes: own },
            others.map((shakes) => ({ ...summary, shakes })),
          ),
          'shakes',
        );
        expect(among!.below + among!.same + among!.above).toBe(others.length);
        expect(others.filter((value) => value < second!).length).toBeLessThanOrEqual(others.length / 2);
        expect(others.filter((value) => value > second!).length).toBeLessThanOrEqual(others.length / 2);
      }),
    );
  });
});
