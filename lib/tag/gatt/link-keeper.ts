import { hostClock } from './host-clock';
import type { LinkState } from '../tag';
import { TagError } from '../tag-error';
import { tagErrorFrom } from './gatt-errors';
import { IDLE_LINK, type LinkAction, type LinkEvent, type LinkMachine, stepLink } from './link-machine';
import { pageTicker, type StopTicking, type Ticker } from './ticker';

/** What a driver brings: how to connect to its kind of tag and how to let go. */
export interface LinkHooks {
  /**
   * Connect, call `LinkKeeper.linked` when the radio is there, ask the tag what it is, and, when `streaming`, start its
   * streams. May be called again after each failure or loss.
   */
  open(streaming: boolean): Promise<void>;
  /** Let go of the radio. What `open` still waits for must be rejected. Never throws. */
  hangUp(): void;
  onState(state: LinkState): void;
  onError(error: TagError): void;
}

/** How often the watchdog looks for silence. All times are measured, never counted in ticks. */
const WATCH_EVERY_MS = 500;

/** The radio is connected. */
const UP: readonly LinkState[] = ['preparing', 'live', 'silent', 'backfilling'];

/**
 * Keeps the link to one tag: performs what `stepLink` says, with timers, clock and chance. Shared by all drivers.
 * Its timers run in a worker, so that a hidden page finds silence as soon as a visible one.
 */
export class LinkKeeper {
  readonly #hooks: LinkHooks;
  readonly #ticker: Ticker;
  #machine: LinkMachine = IDLE_LINK;
  #attempt: Promise<void> | null = null;
  #stopRetry: StopTicking = () => {};
  #stopWatchdog: StopTicking | null = null;
  #heardAtMs = 0;

  constructor(hooks: LinkHooks, ticker: Ticker = pageTicker()) {
    this.#hooks = hooks;
    this.#ticker = ticker;
  }

  get state(): LinkState {
    return this.#machine.state;
  }

  /** The tag is connected and prepared, and can be asked things. */
  get isReady(): boolean {
    return this.#attempt === null && UP.includes(this.state);
  }

  /**
   * Take the link up, from the beginning or after it was lost. While it is being reconnected: try at once. Rejects with
   * `TagError` when this one attempt fails.
   */
  async connect(): Promise<void> {
    if (this.state === 'ended') throw new TagError('link-lost', 'This link has been ended.');
    if (this.isReady) return;
    if (this.#attempt === null) this.#dispatch({ type: this.state === 'reconnecting' ? 'retry' : 'open' });
    await this.#attempt;
  }

  /** To be called within `open`: the radio is connected. */
  linked(): void {
    this.#dispatch({ type: 'linked' });
  }

  /** Something of the streams or of the log arrived. */
  heard(): void {
    this.#heardAtMs = performance.now();
    if (this.state !== 'live' && this.state !== 'backfilling') this.#dispatch({ type: 'heard' });
  }

  /** The radio says that the connection is gone. */
  dropped(): void {
    // An attempt that is under way is rejected by this and reports by itself.
    if (this.#attempt !== null) this.#hooks.hangUp();
    else this.#dispatch({ type: 'dropped', nowMs: performance.now(), random: Math.random() });
  }

  stream(wanted: boolean): void {
    this.#heardAtMs = performance.now();
    this.#dispatch({ type: 'stream', wanted });
  }

  /** The tag's log is wanted, or is here. */
  fetch(wanted: boolean): void {
    this.#heardAtMs = performance.now();
    this.#dispatch({ type: 'fetch', wanted });
  }

  /** So many frames are missing and to be fetched. */
  missing(frames: number): void {
    this.#dispatch({ type: 'missing', frames });
  }

  end(): void {
    this.#dispatch({ type: 'close' });
  }

  #dispatch(event: LinkEvent): void {
    const before = this.#machine.state;
    const { machine, actions } = stepLink(this.#machine, event);
    this.#machine = machine;
    this.#watch();
    for (const action of actions) this.#perform(action);
    // After the actions: whoever hears of "reconnecting" finds the radio let go of.
    if (machine.state !== before && this.#machine === machine) this.#hooks.onState(machine.state);
    if (actions.some(({ type }) => type === 'report-lost'))
      this.#hooks.onError(new TagError('link-lost', 'The tag could not be found again.'));
    if (actions.some(({ type }) => type === 'report-hung'))
      this.#hooks.onError(new TagError('bluetooth-hung', 'The browser’s Bluetooth does not answer.'));
  }

  #perform(action: LinkAction): void {
    this.#stopRetry();
    switch (action.type) {
      case 'connect':
        this.#attempt = this.#open();
        // Whoever called `connect` hears of it; a retry reports through the machine.
        this.#attempt.catch(() => {});
        break;
      case 'hang-up':
        hostClock.linkLost();
        this.#hooks.hangUp();
        break;
      case 'retry-after':
        this.#stopRetry = this.#ticker.after(action.ms, () => this.#dispatch({ type: 'retry' }));
        break;
      case 'report-lost':
      case 'report-hung':
        break;
    }
  }

  async #open(): Promise<void> {
    // The state is told before the first step is taken.
    await Promise.resolve();
    try {
      await this.#hooks.open(this.#machine.streaming);
    } catch (error) {
      this.#attempt = null;
      const cause = tagErrorFrom(error, 'operate');
      if (cause.code === 'bluetooth-hung') this.#dispatch({ type: 'hung' });
      else this.#dispatch({ type: 'failed', nowMs: performance.now(), random: Math.random() });
      throw cause;
    }
    this.#attempt = null;
    if (this.state === 'ended') {
      this.#hooks.hangUp();
      throw new TagError('link-lost', 'The link was ended while it was being made.');
    }
    this.#heardAtMs = performance.now();
    this.#dispatch({ type: 'opened' });
  }

  /** The watchdog runs while data are wanted. */
  #watch(): void {
    const wanted = this.#machine.streaming || this.#machine.fetching;
    if (wanted === (this.#stopWatchdog !== null)) return;
    if (!wanted) {
      this.#stopWatchdog?.();
      this.#stopWatchdog = null;
      return;
    }
    this.#stopWatchdog = this.#ticker.every(WATCH_EVERY_MS, () => {
      if (this.#attempt !== null) return;
      const nowMs = performance.now();
      this.#dispatch({ type: 'quiet', forMs: nowMs - this.#heardAtMs, nowMs, random: Math.random() });
    });
  }
}
