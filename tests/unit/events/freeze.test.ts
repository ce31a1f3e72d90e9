import { describe, expect, it } from 'vitest';
import type { EventChange } from '../../../lib/events/event';
import { detectFreeze, finishFreeze, freezeFrom } from '../../../lib/events/freeze';
import { THRESHOLD_VALUES } from '../../../lib/events/thresholds';
import { motionFeature } from './features';

const at = THRESHOLD_VALUES;

/** Feeds stretches of [what, seconds] at 25 Hz. */
function changesOf(
  stretches: readonly (readonly ['still' | 'moving' | 'busy' | 'gap', number])[],
): EventChange[] {
  const state = freezeFrom();
  const changes: EventChange[] = [];
  let t = 0;
  let before = NaN;
  for (const [what, seconds] of stretches) {
    const until = t + seconds * 1_000;
    if (what === 'gap') t = until;
    for (; t < until; t += 40) {
      const feature = motionFeature(t, { afterGap: !(t - before <= 500), previousMs: before });
      const behaviour = {
        known: true,
        still: what === 'still' ? 0.98 : 0.005,
        moving: what === 'moving' ? 0.95 : 0.01,
        busy: what === 'busy' ? 0.95 : 0.01,
        tMs: t,
      };
      changes.push(...detectFreeze(state, feature, behaviour, at).events);
      before = t;
    }
  }
  return [...changes, ...finishFreeze(state, before, at)];
}

const phases = (changes: EventChange[]): string[] =>
  changes.map(({ phase, event }) => `${event.kind} ${phase}`);

describe('detectFreeze', () => {
  it('moving -> still for 3 s -> freeze', () => {
    const changes = changesOf([
      ['moving', 5],
      ['still', 6],
      ['moving', 3],
    ]);
    expect(phases(changes)).toEqual(['freeze begun', 'freeze settled']);
    const [begun, settled] = changes.map(({ event }) => event);
    expect(begun!.startMs).toBe(5_000 - at.freezeLagMs);
    expect(begun!.detectedMs - 5_000).toBeLessThanOrEqual(3_300);
    expect(settled!.endMs).toBe(11_000);
    expect(settled).toMatchObject({ kind: 'freeze', startMs: begun!.startMs, detectedMs: begun!.detectedMs });
  });

  it.each([
    [
      'stillness too short',
      [
        ['moving', 5],
        ['still', 2],
        ['moving', 3],
      ],
    ],
    [
      'stillness that broke nothing off',
      [
        ['busy', 20],
        ['still', 8],
        ['moving', 3],
      ],
    ],
    [
      'movement too short',
      [
        ['busy', 20],
        ['moving', 1],
        ['still', 8],
        ['moving', 1],
      ],
    ],
    [
      'movement too long ago',
      [
        ['moving', 5],
        ['busy', 12],
        ['still', 8],
        ['moving', 1],
      ],
    ],
    [
      'busy on the spot',
      [
        ['moving', 5],
        ['busy', 20],
      ],
    ],
  ] as const)('%s -> nothing', (_name, stretches) => {
    expect(phases(changesOf(stretches))).toEqual([]);
  });

  it('freeze -> a minute -> rest', () => {
    const changes = changesOf([
      ['moving', 5],
      ['still', 70],
    ]);
    expect(phases(changes)).toEqual(['freeze begun', 'freeze settled', 'rest begun', 'rest settled']);
    expect(changes[2]!.event.startMs).toBe(changes[1]!.event.endMs);
  });

  it('stillness from the beginning -> rest after a minute', () => {
    expect(phases(changesOf([['still', 70]]))).toEqual(['rest begun', 'rest settled']);
  });

  it('a gap ends it and resets every dwell', () => {
    const changes = changesOf([
      ['moving', 5],
      ['still', 4],
      ['gap', 2],
      ['still', 2.5],
      ['moving', 1],
    ]);
    expect(phases(changes)).toEqual(['freeze begun', 'freeze settled']);
    expect(changes[1]!.event.endMs).toBe(8_960);
  });
});
