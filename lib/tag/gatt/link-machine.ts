import type { LinkState } from '../tag';

/**
 * The life of a link as data. `stepLink` takes what happened and returns the next state and what is to be done; it performs
 * nothing. The way of a good walk:
 *
 *     idle → open → connecting → linked → preparing → opened, stream → preparing → heard → live
 *          → dropped → reconnecting → (retry-after 0.5 s) retry → linked → preparing → opened, missing, heard → backfilling
 *          → missing none → live → close → ended
 */
export interface LinkMachine {
  state: LinkState;
  /** The owner waits for the outcome of `open`: a failure is theirs to hear and nothing is tried again. */
  asked: boolean;
  /** The tag was ready once: a link that breaks is taken up again. */
  known: boolean;
  /** The owner wants the streams to run: silence then means that something is wrong. */
  streaming: boolean;
  /** The owner waits for the tag's log: silence means the same. */
  fetching: boolean;
  /** So much is missing that fetching it is worth showing. */
  behind: boolean;
  /** Attempts to reconnect since data last came. */
  attempts: number;
  /** When the link was found to be down; null while it holds. */
  downSinceMs: number | null;
}

export type LinkEvent =
  /** The owner asks for the link. */
  | { type: 'open' }
  /** The radio is connected; the tag is being asked what it is. */
  | { type: 'linked' }
  /** The tag is ready. */
  | { type: 'opened' }
  /** The owner wants streams, or no more. */
  | { type: 'stream'; wanted: boolean }
  /** The owner wants the tag's log, or has it. */
  | { type: 'fetch'; wanted: boolean }
  /** So many frames are missing and to be fetched. */
  | { type: 'missing'; frames: number }
  /** Something of the streams or of the log arrived. */
  | { type: 'heard' }
  /** Nothing has arrived for so long. */
  | { type: 'quiet'; forMs: number; nowMs: number; random: number }
  /** The radio says that the connection is gone. `random` is from 0 to 1. */
  | { type: 'dropped'; nowMs: number; random: number }
  /** An attempt to connect and prepare has failed. */
  | { type: 'failed'; nowMs: number; random: number }
  /** The browser's Bluetooth has hung: no attempt can succeed. */
  | { type: 'hung' }
  /** The pause before the next attempt is over. */
  | { type: 'retry' }
  /** The owner ends the link. */
  | { type: 'close' };

export type LinkAction =
  /** Connect and prepare. */
  | { type: 'connect' }
  /** Let go of the radio, whatever state it is in. */
  | { type: 'hang-up' }
  | { type: 'retry-after'; ms: number }
  /** Only a new choice in the chooser helps now. */
  | { type: 'report-lost' }
  /** The same, with the browser to blame. */
  | { type: 'report-hung' };

const HANG_UP: readonly LinkAction[] = [{ type: 'hang-up' }];

export interface LinkStep {
  machine: LinkMachine;
  actions: readonly LinkAction[];
}

export const IDLE_LINK: LinkMachine = {
  state: 'idle',
  asked: false,
  known: false,
  streaming: false,
  fetching: false,
  behind: false,
  attempts: 0,
  downSinceMs: null,
};

/** First and longest pause between attempts to reconnect, ms. Ours. */
export const BACK_OFF_MS = { first: 500, longest: 15_000 } as const;
/** A pause is changed at random by up to this share, so that two tags do not keep getting into each other's way. Ours. */
const JITTER_SHARE = 0.25;
/** A browser may have forgotten a device that was gone for about so long; then only its chooser helps. */
export const LOST_AFTER_MS = 180_000;
/** Silence that is shown. Twelve times the usual flush time: ours. */
export const SILENT_AFTER_MS = 2_500;
/** Silence that is taken for a dead link without an event. Ours. */
export const DEAD_AFTER_MS = 8_000;
/**
 * Frames that are missing when fetching is shown, and no longer shown: some 5 s of a walk, and less than a notification
 * holds. A single notification that got lost is fetched without a word. Ours.
 */
export const BEHIND_FRAMES = { from: 50, until: 8 } as const;

/** Pause before attempt n (from 0): doubled each time, with jitter. */
export function backOffMs(attempts: number, random: number): number {
  const base = Math.min(BACK_OFF_MS.longest, BACK_OFF_MS.first * 2 ** attempts);
  return base * (1 + JITTER_SHARE * (2 * random - 1));
}

export function stepLink(machine: LinkMachine, event: LinkEvent): LinkStep {
  const stay: LinkStep = { machine, actions: [] };
  const { state } = machine;
  const isUp = state === 'preparing' || state === 'live' || state === 'silent' || state === 'backfilling';
  if (state === 'ended') return stay;

  switch (event.type) {
    case 'open':
      if (state !== 'idle' && state !== 'lost') return stay;
      return {
        machine: { ...machine, state: 'connecting', asked: true, attempts: 0, downSinceMs: null },
        actions: [{ type: 'connect' }],
      };

    case 'linked':
      if (state !== 'connecting' && state !== 'reconnecting') return stay;
      return { machine: { ...machine, state: 'preparing' }, actions: [] };

    case 'opened': {
      if (!isUp) return stay;
      const ready: LinkMachine = { ...machine, asked: false, known: true };
      // With data wanted, only data proves that the link is back.
      if (machine.streaming || machine.fetching) return { machine: ready, actions: [] };
      return { machine: { ...ready, attempts: 0, downSinceMs: null }, actions: [] };
    }

    case 'stream':
      return { machine: settle({ ...machine, streaming: event.wanted }), actions: [] };

    case 'fetch':
      return { machine: settle({ ...machine, fetching: event.wanted }), actions: [] };

    case 'missing': {
      const { from, until } = BEHIND_FRAMES;
      const behind = event.frames >= (machine.behind ? until : from);
      return behind === machine.behind ? stay : { machine: settle({ ...machine, behind }), actions: [] };
    }

    case 'heard': {
      if (!wantsData(machine) || !isUp) return stay;
      const heard = { ...machine, state: flowing(machine), attempts: 0, downSinceMs: null };
      return { machine: heard, actions: [] };
    }

    case 'quiet':
      if (!wantsData(machine) || !isUp) return stay;
      if (event.forMs >= DEAD_AFTER_MS) return reconnect(machine, event, HANG_UP);
      if (event.forMs < SILENT_AFTER_MS || (state !== 'live' && state !== 'backfilling')) return stay;
      return { machine: { ...machine, state: 'silent' }, actions: [] };

    case 'dropped':
      return isUp && machine.known && !machine.asked ? reconnect(machine, event, HANG_UP) : stay;

    case 'failed':
      if (machine.asked)
        return {
          machine: { ...machine, state: machine.known ? 'lost' : 'idle', asked: false },
          actions: HANG_UP,
        };
      return isUp || state === 'reconnecting' ? reconnect(machine, event, HANG_UP) : stay;

    case 'hung':
      if (machine.asked) return stepLink(machine, { type: 'failed', nowMs: 0, random: 0 });
      return isUp || state === 'reconnecting'
        ? { machine: { ...machine, state: 'lost' }, actions: [...HANG_UP, { type: 'report-hung' }] }
        : stay;

    case 'retry':
      return state === 'reconnecting' ? { machine, actions: [{ type: 'connect' }] } : stay;

    case 'close':
      return { machine: { ...machine, state: 'ended', streaming: false, fetching: false }, actions: HANG_UP };
  }
}

function wantsData({ streaming, fetching }: LinkMachine): boolean {
  return streaming || fetching;
}

/** The state while data flow. A log that is fetched by itself is a backfill, however little it is. */
function flowing({ streaming, behind }: LinkMachine): LinkState {
  return streaming && !behind ? 'live' : 'backfilling';
}

/** What the owner wants has changed, or how much is missing: the state that goes with it while the link is up. */
function settle(machine: LinkMachine): LinkMachine {
  const { state } = machine;
  if (state !== 'live' && state !== 'backfilling' && state !== 'silent') return machine;
  if (!wantsData(machine)) return { ...machine, state: 'preparing' };
  return state === 'silent' ? machine : { ...machine, state: flowing(machine) };
}

function reconnect(
  machine: LinkMachine,
  { nowMs, random }: { nowMs: number; random: number },
  before: readonly LinkAction[],
): LinkStep {
  const downSinceMs = machine.downSinceMs ?? nowMs;
  if (nowMs - downSinceMs >= LOST_AFTER_MS)
    return {
      machine: { ...machine, state: 'lost', downSinceMs },
      actions: [...before, { type: 'report-lost' }],
    };
  return {
    machine: { ...machine, state: 'reconnecting', attempts: machine.attempts + 1, downSinceMs },
    actions: [...before, { type: 'retry-after', ms: backOffMs(machine.attempts, random) }],
  };
}
