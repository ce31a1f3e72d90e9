import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AdviceCue, chooseAdviceSound } from '../../../lib/app/advice-cue';

const kept = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
});
beforeEach(() => kept.clear());

function listening() {
  let nowMs = 0;
  const play = vi.fn(() => Promise.resolve());
  const cue = new AdviceCue(play, () => nowMs);
  return {
    play,
    hear: (id: string | null, atMs: number) => ((nowMs = atMs), cue.hear(id === null ? null : { id })),
  };
}

describe('the sound of advice', () => {
  it('is silent until asked for', () => {
    const { play, hear } = listening();
    hear('bolt', 0);
    expect(play).not.toHaveBeenCalled();
    chooseAdviceSound(true);
    hear('freeze', 20_000);
    expect(play).toHaveBeenCalledOnce();
    chooseAdviceSound(false);
    hear('drag', 40_000);
    expect(play).toHaveBeenCalledOnce();
  });

  it('is one note for each new thing to do now, never two close together, and none for what can wait', () => {
    chooseAdviceSound(true);
    const { play, hear } = listening();
    hear('freeze', 0);
    for (let ms = 250; ms < 30_000; ms += 250) hear('freeze', ms);
    expect(play).toHaveBeenCalledTimes(1);
    hear('drag', 30_000);
    hear('freeze', 33_000);
    expect(play).toHaveBeenCalledTimes(2);
    hear(null, 45_000);
    hear('time-reached', 50_000);
    hear('rest', 60_000);
    hear('something-newer', 70_000);
    expect(play).toHaveBeenCalledTimes(2);
    hear('stress-end', 80_000);
    expect(play).toHaveBeenCalledTimes(3);
  });
});
