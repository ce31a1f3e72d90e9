import { describe, expect, it } from 'vitest';
import { boltFrom, detectBolt, finishBolt } from '../../../lib/events/bolt';
import type { EventChange } from '../../../lib/events/event';
import { detectShake, finishShake, shakeFrom, shakeNow } from '../../../lib/events/shake';
import { THRESHOLD_VALUES } from '../../../lib/events/thresholds';
import { MotionExtractor } from '../../../lib/signal/motion-features';
import { motionOf, type Part, RUN, SHAKE, STILL, WALK } from '../../support/synthetic-trace';

const at = THRESHOLD_VALUES;

/** What shake and bolt say of synthetic motion, bolt hearing shake, as in the pipeline. */
function heard(parts: readonly Part[], rateHz = 50, seed = 1): EventChange[] {
  const extractor = new MotionExtractor();
  const shake = shakeFrom();
  const bolt = boltFrom();
  const { tMs, values } = motionOf(parts, rateHz, seed);
  const changes: EventChange[] = [];
  for (let i = 0; i < tMs.length; i++) {
    const feature = extractor.push({
      tMs: tMs[i]!,
      x: values[3 * i]!,
      y: values[3 * i + 1]!,
      z: values[3 * i + 2]!,
    });
    if (feature === null || feature === 'missing') continue;
    const { events } = detectShake(shake, feature, at);
    changes.push(...events, ...detectBolt(bolt, feature, shakeNow(shake, events), at).events);
  }
  const end = tMs.at(-1)!;
  return [...changes, ...finishShake(shake, end, at), ...finishBolt(bolt, end, at)];
}

const settled = (changes: EventChange[]): string[] =>
  changes.filter(({ phase }) => phase === 'settled').map(({ event }) => event.kind);

describe('detectShake and detectBolt', () => {
  it.each([25, 50, 104, 208])('still -> shake -> still at %i Hz is a shake and no bolt', (rateHz) => {
    const changes = heard(
      [
        { ms: 6_000, ...STILL },
        { ms: 1_200, ...SHAKE },
        { ms: 4_000, ...STILL },
      ],
      rateHz,
    );
    expect(settled(changes)).toEqual(['shake']);
    const { event } = changes.find(({ phase }) => phase === 'settled')!;
    expect(Math.abs(event.startMs - 6_000)).toBeLessThan(500);
    expect(event.kind === 'shake' && event.rateHz).toBeGreaterThan(5);
    expect(event.kind === 'shake' && event.rateHz).toBeLessThan(8);
  });

  it.each([25, 50, 104, 208])('walk -> run -> walk at %i Hz is a bolt, known within 0.6 s', (rateHz) => {
    const changes = heard(
      [
        { ms: 6_000, ...WALK, swingG: 0.25 },
        { ms: 3_000, ...RUN },
        { ms: 4_000, ...WALK },
      ],
      rateHz,
    );
    expect(settled(changes)).toEqual(['bolt']);
    const { event } = changes.find(({ phase }) => phase === 'settled')!;
    expect(event.detectedMs - 6_000).toBeLessThanOrEqual(600);
    expect(Math.abs(event.startMs - 6_000)).toBeLessThan(500);
    expect(event.endMs).toBeGreaterThan(8_700);
  });

  it('at 12.5 Hz a shake is no bolt, and a run out of stillness is one once it has lasted longer than any shake', () => {
    for (let seed = 1; seed <= 10; seed++)
      for (const hz of [4.5, 5.2, 5.8, 6.5])
        expect(
          heard(
            [
              { ms: 6_000, ...STILL },
              { ms: 1_200, ...SHAKE, hz },
              { ms: 4_000, ...STILL },
            ],
            12.5,
            seed,
          ).filter(({ event }) => event.kind === 'bolt'),
        ).toEqual([]);
    const run = heard(
      [
        { ms: 6_000, ...STILL },
        { ms: 5_000, ...RUN },
        { ms: 4_000, ...STILL },
      ],
      12.5,
    );
    expect(run.map(({ phase, event }) => `${phase} ${event.kind}`)).toEqual(['begun bolt', 'settled bolt']);
    const { event } = run.at(-1)!;
    expect(Math.abs(event.startMs - 6_000)).toBeLessThan(600);
    expect(run[0]!.event.detectedMs - event.startMs).toBeGreaterThan(1_500);
    expect(run[0]!.event.detectedMs - event.startMs).toBeLessThan(2_500);
  });

  it('walking is neither', () => {
    expect(heard([{ ms: 60_000, ...WALK }])).toEqual([]);
  });

  it('one jolt is neither: a bolt that was called is taken back', () => {
    const changes = heard([
      { ms: 6_000, ...STILL },
      { ms: 80, noiseG: 0, hz: 3, swingG: 6 },
      { ms: 4_000, ...STILL },
    ]);
    expect(settled(changes)).toEqual([]);
  });

  it('running on and on begins once: no bolt out of a run', () => {
    const changes = heard([
      { ms: 6_000, ...WALK, swingG: 0.25 },
      { ms: 20_000, ...RUN },
      { ms: 4_000, ...WALK },
    ]);
    expect(changes.map(({ phase }) => phase)).toEqual(['begun', 'settled']);
  });

  it('fast swinging that goes on is no shake', () => {
    const changes = heard([
      { ms: 6_000, ...STILL },
      { ms: 10_000, ...SHAKE },
      { ms: 4_000, ...STILL },
    ]);
    expect(settled(changes)).not.toContain('shake');
  });

  it('a gap ends what is open at the last sample before it', () => {
    const changes = heard([
      { ms: 6_000, ...WALK, swingG: 0.25 },
      { ms: 2_000, ...RUN },
      { ms: 3_000, hole: true },
      { ms: 3_000, ...WALK },
    ]);
    const bolt = changes.find(({ phase, event }) => phase === 'settled' && event.kind === 'bolt')!;
    expect(bolt.event.endMs).toBeLessThanOrEqual(8_000);
  });
});
