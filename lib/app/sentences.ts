import { SayingError, type SayingErrorCode } from '../walk/check-saying';
import { StoreError, type StoreErrorCode } from '../store/store-error';
import { TagError, type TagErrorCode } from '../tag/tag-error';
import type { Sentence } from './live-view';
import type { BluetoothState } from './page-views';

/** A sentence for each thing that can go wrong with a tag. */
export const TAG_ERROR_SENTENCES: Readonly<Record<TagErrorCode, Sentence>> = {
  'bluetooth-unsupported': {
    title: 'This browser cannot talk to Bluetooth tags.',
    todo: 'Open Catpace in Chrome, Edge or another Chromium. On Linux, turn on “Web Bluetooth” in chrome://flags first. Without a tag you can still try the demo.',
  },
  'adapter-missing': {
    title: 'This computer has no Bluetooth that the browser can use.',
    todo: 'Plug in a Bluetooth adapter, or switch Bluetooth on in the system settings. Then choose the tag. The demo works without.',
  },
  'bluetooth-off': {
    title: 'Bluetooth is switched off.',
    todo: 'Switch Bluetooth on in the system settings, then choose the tag.',
  },
  'bluetooth-blocked': {
    title: 'Bluetooth is blocked for Catpace.',
    todo: 'Allow Bluetooth for the browser in the system’s privacy settings, or ask whoever manages this computer.',
  },
  'chooser-cancelled': {
    title: 'No tag was chosen.',
    todo: 'Open the list once more and pick yours. Not in the list? Look whether Bluetooth is on, wake the tag and hold it close to the computer.',
  },
  'wrong-device': {
    title: 'That device does not speak as a Catpace tag.',
    todo: 'Choose another one from the list. If it is your tag, its program may be incomplete: install it again.',
  },
  'version-unknown': {
    title: 'This tag is newer than this Catpace.',
    todo: 'Update Catpace, then choose the tag again.',
  },
  'connect-timeout': {
    title: 'The tag does not answer.',
    todo: 'Hold it close, check its battery, and make sure that no phone is connected to it. Then choose it again.',
  },
  'bluetooth-hung': {
    title: 'The browser’s Bluetooth has hung.',
    todo: 'What was recorded is safe, and Catpace has opened Bluetooth anew. Find or choose the tag once more, and all goes on.',
  },
  'link-lost': {
    title: 'The tag is out of reach.',
    todo: 'What was recorded is safe. Come closer and press “Find tag again”.',
  },
  'not-paired': {
    title: 'This tag wants to be paired first.',
    todo: 'Pair it in the computer’s Bluetooth settings, then choose it here again.',
  },
  'request-refused': {
    title: 'The tag refused.',
    todo: 'Try once more. If it refuses again, switch the tag off and on.',
  },
  'request-timeout': {
    title: 'The tag heard the request but did not answer.',
    todo: 'Come closer and try once more.',
  },
  'not-available': {
    title: 'This tag cannot do that.',
    todo: 'It may have no load cell or no log. Everything else goes on.',
  },
  'sensor-fault': {
    title: 'The tag reports a broken sensor.',
    todo: 'Check that the load cell is plugged in, then switch the tag off and on.',
  },
  'board-unknown': {
    title: 'Catpace has no program for this board.',
    todo: 'It runs on Puck.js v2, Bangle.js 2 and the Seeed XIAO BLE with Espruino. Choose one of these.',
  },
  'firmware-too-old': {
    title: 'The software that came with this board is too old.',
    todo: 'Update the board’s own firmware first: espruino.com/Firmware+Update shows how. Then install again.',
  },
  'board-not-empty': {
    title: 'There is another program on this board.',
    todo: 'Nothing was changed. If you no longer need that program, choose “Replace it” and install again.',
  },
  'board-full': {
    title: 'There is no room on this board.',
    todo: 'Remove what you no longer need from it, then install again.',
  },
  'board-silent': {
    title: 'The board is connected but does not answer.',
    todo: 'Take its battery out and put it back in, or restart the watch. On a watch, also see that Bluetooth is set to “programmable”. Then try again.',
  },
  'install-failed': {
    title: 'That did not work this time. The board is fine.',
    todo: 'Hold it close to the computer and try once more: it begins anew, and nothing can break.',
  },
  'log-not-fetched': {
    title: 'This tag has walked alone, and that walk is not here yet.',
    todo: 'Fetch it first: a new walk lets the tag forget it. If you do not want it, choose the tag once more.',
  },
  'radio-taken': {
    title: 'Another Catpace window is walking.',
    todo: 'This window follows it. End the walk there before you start one here.',
  },
  unknown: {
    title: 'Something went wrong with the tag.',
    todo: 'Choose the tag again. If it happens twice, switch the tag off and on.',
  },
};

/** The owner picked a tag that the walk has already. */
export const ALREADY_WALKING: Sentence = {
  title: 'This tag is part of the walk already.',
  todo: 'Choose another one from the list, or simply walk on.',
};

/** What to know about Bluetooth before a tag is chosen; null where there is nothing to say. */
export function bluetoothSentence(state: BluetoothState): Sentence | null {
  if (state === 'ready' || state === 'unknown') return null;
  return TAG_ERROR_SENTENCES[state === 'unsupported' ? 'bluetooth-unsupported' : state];
}

/** A sentence for each thing that can go wrong with the database. */
export const STORE_ERROR_SENTENCES: Readonly<Record<StoreErrorCode, Sentence>> = {
  quota: {
    title: 'The disk is full: the walk is kept in memory.',
    todo: 'Leave this window open and make room on the disk. Saving goes on by itself.',
  },
  blocked: {
    title: 'Another Catpace page is in the way.',
    todo: 'Close or reload the other Catpace pages. Saving then goes on by itself.',
  },
  'newer-version': {
    title: 'Your walks were saved by a newer Catpace.',
    todo: 'Update Catpace, then reload this page. Nothing is lost.',
  },
  gone: {
    title: 'The browser closed the database for a moment.',
    todo: 'Leave this window open. Saving is tried again with the next data.',
  },
  missing: {
    title: 'This walk is not on this machine.',
    todo: 'It may have been deleted, or its data cleared. Go back to the list of walks.',
  },
  conflict: {
    title: 'Two windows wrote at once. Nothing was overwritten.',
    todo: 'Close the other Catpace window, then try once more.',
  },
  unsupported: {
    title: 'This browser cannot keep data for Catpace.',
    todo: 'Open Catpace in Chrome, Edge or another Chromium, outside private browsing.',
  },
  unknown: {
    title: 'Something went wrong with saving.',
    todo: 'Leave this window open: what was recorded is in memory, and saving is tried again.',
  },
};

/** A sentence for each word on an event that cannot be kept. */
export const SAYING_ERROR_SENTENCES: Readonly<Record<SayingErrorCode, Sentence>> = {
  'walk-deleted': {
    title: 'This walk is deleted.',
    todo: 'Bring the walk back first. Then say what happened.',
  },
  'kind-unknown': {
    title: 'Catpace does not know that kind of event.',
    todo: 'Choose one from the list. Nothing was changed.',
  },
  'time-not-a-number': {
    title: 'That is not a moment of the walk.',
    todo: 'Move the cursor to the moment you mean, and try once more. Nothing was changed.',
  },
  'time-backwards': {
    title: 'The end would come before the start.',
    todo: 'Move the other end first. Nothing was changed.',
  },
  'time-outside': {
    title: 'That lies outside the walk.',
    todo: 'Stay between its beginning and its end. Nothing was changed.',
  },
};

/** The sentence for anything that was thrown. */
export function sentenceFor(error: unknown): Sentence {
  if (error instanceof TagError) return TAG_ERROR_SENTENCES[error.code];
  if (error instanceof SayingError) return SAYING_ERROR_SENTENCES[error.code];
  if (error instanceof StoreError) return STORE_ERROR_SENTENCES[error.code];
  return {
    title: 'Something went wrong.',
    todo: `Reload the page and try once more. What the page says: ${error instanceof Error ? error.message : String(error)}`,
  };
}
