import type { LinkState, Tag } from '../tag/tag';

const KEY = 'catpace-link-sound';

/** Two soft notes, Hz and ms. Ours: low and quiet, because a beep can startle a cat. */
const NOTES_HZ = { lost: [392, 294], found: [294, 392] } as const;
const NOTE_MS = 140;
const LOUDNESS = 0.08;

/** Does the owner want to hear when the tag is lost or found? Off until asked for. */
export function linkSoundOn(): boolean {
  return localStorage.getItem(KEY) === 'on';
}

export function chooseLinkSound(on: boolean): void {
  if (on) localStorage.setItem(KEY, 'on');
  else localStorage.removeItem(KEY);
}

/** What a change of the link means to the owner; null when nothing worth a sound. */
export function cueOf(before: LinkState | null, now: LinkState): 'lost' | 'found' | null {
  const flowed = before === 'live' || before === 'backfilling' || before === 'silent';
  if (flowed && (now === 'reconnecting' || now === 'lost')) return 'lost';
  const wasAway = before === 'reconnecting' || before === 'preparing' || before === 'lost';
  return wasAway && (now === 'live' || now === 'backfilling') ? 'found' : null;
}

/** Sound whenever this tag is lost, and when it is found after that, if the owner wants to hear it. */
export function hearLink(tag: Pick<Tag, 'on'>, sound = playCue): void {
  let before: LinkState | null = null;
  let wasLost = false;
  tag.on('link', (link) => {
    const cue = cueOf(before, link);
    before = link;
    // The first connection is no finding again, and one loss is one sound.
    if (cue === null || (cue === 'lost') === wasLost) return;
    wasLost = cue === 'lost';
    void sound(cue);
  });
}

/** Sound it, if the owner wants to hear it. Never rejects: a machine without sound is no fault. */
export async function playCue(cue: 'lost' | 'found'): Promise<void> {
  if (!linkSoundOn()) return;
  try {
    const context = new AudioContext();
    for (const [index, frequencyHz] of NOTES_HZ[cue].entries()) {
      const from = context.currentTime + (index * NOTE_MS) / 1000;
      const tone = new OscillatorNode(context, { frequency: frequencyHz });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
      gain.gain.linearRampToValueAtTime(0, from + NOTE_MS / 1000);
      tone.connect(gain).connect(context.destination);
      tone.start(from);
      tone.stop(from + NOTE_MS / 1000);
      if (index === 1) tone.onended = () => void context.close();
    }
  } catch {
    // No sound device.
  }
}
