import { describe, expect, it } from 'vitest';
import { LiveAnalysis, type NamedBlock } from '../../../lib/app/live-analysis';
import type { SampleBlock } from '../../../lib/signal/sample-block';
import { blocksOf, recordedWalk } from '../../support/recorded-walk';

const TARGET = { minMs: null, maxMs: null, aim: 'light' } as const;
const PIECE = 10;

/** A recording in short blocks, its streams in turn. */
function pieces(durationMs: number): NamedBlock[] {
  return blocksOf(recordedWalk(durationMs))
    .flatMap((block) => cut(block))
    .sort((a, b) => a.tMs[0]! - b.tMs[0]!)
    .map((block, i) => ({ key: String(i), block }));
}

function cut({ kind, tMs, values }: SampleBlock): SampleBlock[] {
  const width = values.length / tMs.length;
  return Array.from({ length: Math.ceil(tMs.length / PIECE) }, (_, i) => ({
    kind,
    tMs: tMs.slice(i * PIECE, (i + 1) * PIECE),
    values: values.slice(i * PIECE * width, (i + 1) * PIECE * width),
    clipped: 0,
  }));
}

/** For so long nothing else runs, ms. */
function hold(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

describe('a record that is folded again', () => {
  it('lets the walk go on meanwhile, and says what one fold over everything says', async () => {
    const all = pieces(60_000);
    const [past, coming] = [all.slice(0, -100), all.slice(-100)];
    const missed = past[40]!;
    const analysis = new LiveAnalysis({ bodyKg: 4 }, TARGET);
    for (const each of past) if (each !== missed) analysis.push(each);
    analysis.push(missed);
    expect(analysis.unsettled).toBe(true);

    let turns = 0;
    const arriving = setInterval(() => {
      turns++;
      const next = coming.shift();
      if (next) analysis.push(next);
    });
    await analysis.resettle(() => {
      // It arrived before the record was read: the record has it, and it is not folded twice.
      analysis.push(coming[0]!);
      return Promise.resolve(
        (function* () {
          for (const [i, each] of [...past, coming.shift()!].entries()) {
            if (i % 50 === 0) hold(10);
            yield each;
          }
        })(),
      );
    });
    clearInterval(arriving);
    expect(turns).toBeGreaterThan(2);
    expect(analysis.unsettled).toBe(false);
    for (const each of coming) analysis.push(each);

    const once = new LiveAnalysis({ bodyKg: 4 }, TARGET);
    for (const each of all) once.push(each);
    const flows = { accel: true, tension: true };
    expect(analysis.reading(flows)).toEqual(once.reading(flows));
    expect(analysis.nowMs).toBe(once.nowMs);
    expect(analysis.walkedMs).toBe(once.walkedMs);
    expect(analysis.feed(analysis.nowMs)).toEqual(once.feed(once.nowMs));
  });
});
