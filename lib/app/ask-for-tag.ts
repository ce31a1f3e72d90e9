import { chooseTag } from '../tag/choose-tag';
import { pageBluetooth } from '../tag/gatt/page-bluetooth';
import type { Tag } from '../tag/tag';
import { TagError } from '../tag/tag-error';
import { logLink } from './event-log';
import { hearLink } from './link-cue';
import { logPackets } from './packet-log';

/** The browser's chooser with the tags of all families in reach. Must be called from a click. Rejects with `TagError`. */
export function askForTag(): Promise<Tag> {
  return choose([]);
}

/**
 * The same in the middle of a walk: null when the owner closed the chooser, who then has nothing to be told.
 * @param former tags of the walk: one whose device is chosen again is returned itself, with all that it knows
 */
export async function askForAnotherTag(former: readonly Tag[]): Promise<Tag | null> {
  try {
    return await choose(former);
  } catch (error) {
    if (error instanceof TagError && error.code === 'chooser-cancelled') return null;
    throw error;
  }
}

async function choose(former: readonly Tag[]): Promise<Tag> {
  const bluetooth = pageBluetooth();
  if (!bluetooth) throw new TagError('bluetooth-unsupported', 'No Web Bluetooth here.');
  const tag = await chooseTag(bluetooth, undefined, former);
  if (!former.includes(tag)) {
    hearLink(tag);
    logLink(tag);
    logPackets(tag);
  }
  return tag;
}
