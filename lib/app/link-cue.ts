import type { LinkState, Tag } from '../tag/tag';
import { playNotes } from './soft-notes';

const KEY = 'catpace-link-sound';

/** Two soft notes, Hz. Ours. */
const NOTES_HZ = { lost: [392, 294], found: [294, 392] } as const;

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

/** Sound it, if the owner wants to hear it. Never rejects. */
export async function playCue(cue: 'lost' | 'found'): Promise<void> {
  if (linkSoundOn()) await playNotes(NOTES_HZ[cue]);
}
