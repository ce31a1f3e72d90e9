import { URGENCY } from '../training/advise';
import { playNotes } from './soft-notes';

const KEY = 'catpace-advice-sound';

/** One note, lower than those of the link, Hz. Ours. */
const NOTE_HZ = [220];
/** From this urgency on something is to be done now: a freeze and above. Ours. */
const SOUNDS_FROM = 50;
/** Two pieces of advice closer than this are one sound, ms. Ours. */
const QUIET_MS = 10_000;

/** Does the owner want to hear when something is to be done now? Off until asked for. */
export function adviceSoundOn(): boolean {
  return localStorage.getItem(KEY) === 'on';
}

export function chooseAdviceSound(on: boolean): void {
  if (on) localStorage.setItem(KEY, 'on');
  else localStorage.removeItem(KEY);
}

/** The note as it sounds, so that nobody meets it first beside a cat. */
export function playAdviceNote(): Promise<void> {
  return playNotes(NOTE_HZ);
}

/** A soft note when there is something new to be done now, if the owner wants to hear it. One for each walk. */
export class AdviceCue {
  #lastId: string | null = null;
  #soundedMs = -Infinity;
  readonly #play: () => Promise<void>;
  readonly #now: () => number;

  constructor(play = playAdviceNote, now = () => performance.now()) {
    this.#play = play;
    this.#now = now;
  }

  /** What is on the screen now. The same advice with other figures is nothing new. */
  hear(advice: { id: string } | null): void {
    const id = advice?.id ?? null;
    if (id === this.#lastId) return;
    this.#lastId = id;
    if (id === null || (urgencies.get(id) ?? 0) < SOUNDS_FROM || !adviceSoundOn()) return;
    const nowMs = this.#now();
    if (nowMs - this.#soundedMs < QUIET_MS) return;
    this.#soundedMs = nowMs;
    void this.#play();
  }
}

const urgencies = new Map(Object.entries(URGENCY).map(([id, { urgency }]) => [id, urgency]));
