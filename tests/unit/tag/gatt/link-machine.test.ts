import { describe, expect, it } from 'vitest';
import {
  BACK_OFF_MS,
  backOffMs,
  BEHIND_FRAMES,
  DEAD_AFTER_MS,
  IDLE_LINK,
  type LinkEvent,
  type LinkMachine,
  LOST_AFTER_MS,
  SILENT_AFTER_MS,
  stepLink,
} from '../../../../lib/tag/gatt/link-machine';
import type { LinkState } from '../../../../lib/tag/tag';

const at = (state: LinkState, rest: Partial<LinkMachine> = {}): LinkMachine => ({
  ...IDLE_LINK,
  known: true,
  ...rest,
  state,
});
const dropped = (nowMs = 0): LinkEvent => ({ type: 'dropped', nowMs, random: 0.5 });
const failed = (nowMs = 0): LinkEvent => ({ type: 'failed', nowMs, random: 0.5 });
const quiet = (forMs: number): LinkEvent => ({ type: 'quiet', forMs, nowMs: 0, random: 0.5 });
const missing = (frames: number): LinkEvent => ({ type: 'missing', frames });
const actionsOf = (machine: LinkMachine, event: LinkEvent) =>
  stepLink(machine, event).actions.map(({ type }) => type);
const stateAfter = (machine: LinkMachine, event: LinkEvent) => stepLink(machine, event).machine.state;

describe('stepLink', () => {
  it('walks the way of a good walk with one break', () => {
    const events: [LinkEvent, LinkState][] = [
      [{ type: 'open' }, 'connecting'],
      [{ type: 'linked' }, 'preparing'],
      [{ type: 'opened' }, 'preparing'],
      [{ type: 'stream', wanted: true }, 'preparing'],
      [{ type: 'heard' }, 'live'],
      [dropped(), 'reconnecting'],
      [{ type: 'retry' }, 'reconnecting'],
      [{ type: 'linked' }, 'preparing'],
      [{ type: 'heard' }, 'live'],
      [{ type: 'opened' }, 'live'],
      [{ type: 'close' }, 'ended'],
    ];
    let machine = IDLE_LINK;
    for (const [event, state] of events) {
      machine = stepLink(machine, event).machine;
      expect(machine.state).toBe(state);
    }
  });

  it('idle, lost -> connecting', () => {
    expect(actionsOf(IDLE_LINK, { type: 'open' })).toEqual(['connect']);
    expect(actionsOf(at('lost'), { type: 'open' })).toEqual(['connect']);
    expect(actionsOf(at('live'), { type: 'open' })).toEqual([]);
  });

  it('connecting, preparing -> idle when the first attempt fails: the owner hears of it', () => {
    for (const state of ['connecting', 'preparing'] as const) {
      const step = stepLink({ ...IDLE_LINK, state, asked: true }, failed());
      expect(step.machine).toMatchObject({ state: 'idle', asked: false });
      expect(step.actions).toEqual([{ type: 'hang-up' }]);
    }
  });

  it('connecting -> lost when a lost tag is asked for again in vain', () => {
    expect(stateAfter(at('connecting', { asked: true }), failed())).toBe('lost');
  });

  it('live -> reconnecting, with a pause that doubles up to 15 s', () => {
    let machine = at('live', { streaming: true });
    const pauses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const step = stepLink(machine, n === 0 ? dropped(1_000) : failed(1_000));
      machine = step.machine;
      expect(machine.state).toBe('reconnecting');
      for (const action of step.actions) if (action.type === 'retry-after') pauses.push(action.ms);
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('reconnecting -> lost at once when the browser has hung; a first attempt is the owner’s to hear of', () => {
    const { machine, actions } = stepLink(at('reconnecting', { known: true }), { type: 'hung' });
    expect([machine.state, actions]).toEqual(['lost', [{ type: 'hang-up' }, { type: 'report-hung' }]]);
    expect(stateAfter(at('connecting', { asked: true }), { type: 'hung' })).toBe('lost');
    expect(stepLink(IDLE_LINK, { type: 'hung' }).actions).toEqual([]);
  });

  it('reconnecting -> lost after three minutes, reported once', () => {
    const down = at('reconnecting', { downSinceMs: 5_000, attempts: 9 });
    expect(stateAfter(down, failed(5_000 + LOST_AFTER_MS - 1))).toBe('reconnecting');
    const step = stepLink(down, failed(5_000 + LOST_AFTER_MS));
    expect(step.machine.state).toBe('lost');
    expect(step.actions.map(({ type }) => type)).toEqual(['hang-up', 'report-lost']);
    expect(actionsOf(step.machine, failed(1e9))).toEqual([]);
  });

  it('counts the time down from the first break until data comes, not until the radio is back', () => {
    const down = at('reconnecting', { streaming: true, attempts: 3, downSinceMs: 7 });
    const linked = stepLink(stepLink(down, { type: 'linked' }).machine, { type: 'opened' }).machine;
    expect(linked).toMatchObject({ attempts: 3, downSinceMs: 7 });
    expect(stepLink(linked, { type: 'heard' }).machine).toMatchObject({ attempts: 0, downSinceMs: null });
  });

  it('live -> silent -> reconnecting as the silence grows', () => {
    const live = at('live', { streaming: true });
    expect(stateAfter(live, quiet(SILENT_AFTER_MS - 1))).toBe('live');
    const silent = stepLink(live, quiet(SILENT_AFTER_MS)).machine;
    expect(silent.state).toBe('silent');
    expect(stateAfter(silent, { type: 'heard' })).toBe('live');
    expect(stateAfter(silent, quiet(DEAD_AFTER_MS))).toBe('reconnecting');
    expect(actionsOf(silent, quiet(DEAD_AFTER_MS))).toEqual(['hang-up', 'retry-after']);
  });

  it('preparing -> reconnecting when streams were started and nothing ever came', () => {
    expect(stateAfter(at('preparing', { streaming: true }), quiet(DEAD_AFTER_MS))).toBe('reconnecting');
    expect(stateAfter(at('preparing'), quiet(DEAD_AFTER_MS))).toBe('preparing');
  });

  it('live -> preparing when the owner stops; silence then means nothing', () => {
    const stopped = stepLink(at('live', { streaming: true }), { type: 'stream', wanted: false }).machine;
    expect(stopped.state).toBe('preparing');
    expect(stateAfter(stopped, quiet(1e9))).toBe('preparing');
    expect(stateAfter(stopped, { type: 'heard' })).toBe('preparing');
  });

  it('live -> backfilling -> live: a good deal that was missed is shown until nearly all of it is here', () => {
    const live = at('live', { streaming: true });
    expect(stateAfter(live, missing(BEHIND_FRAMES.from - 1))).toBe('live');
    const behind = stepLink(live, missing(BEHIND_FRAMES.from)).machine;
    expect(behind.state).toBe('backfilling');
    expect(stateAfter(behind, { type: 'heard' })).toBe('backfilling');
    expect(stateAfter(behind, missing(BEHIND_FRAMES.until))).toBe('backfilling');
    expect(stateAfter(behind, missing(BEHIND_FRAMES.until - 1))).toBe('live');
    expect(stateAfter(behind, { type: 'stream', wanted: false })).toBe('preparing');
  });

  it('reconnecting -> preparing -> backfilling: what the break left is known before the first frame', () => {
    const down = at('reconnecting', { streaming: true });
    const linked = stepLink(stepLink(down, { type: 'linked' }).machine, missing(900)).machine;
    expect(linked.state).toBe('preparing');
    expect(stateAfter(linked, { type: 'heard' })).toBe('backfilling');
  });

  it('backfilling -> silent -> backfilling or live, by what is missing then', () => {
    const behind = at('backfilling', { streaming: true, behind: true });
    const silent = stepLink(behind, quiet(SILENT_AFTER_MS)).machine;
    expect(silent.state).toBe('silent');
    expect(stateAfter(silent, { type: 'heard' })).toBe('backfilling');
    const less = stepLink(silent, missing(0)).machine;
    expect(less.state).toBe('silent');
    expect(stateAfter(less, { type: 'heard' })).toBe('live');
  });

  it('preparing -> backfilling -> preparing while a log is fetched without streams; silence means something', () => {
    const fetching = stepLink(at('preparing'), { type: 'fetch', wanted: true }).machine;
    expect(fetching.state).toBe('preparing');
    const heard = stepLink(fetching, { type: 'heard' }).machine;
    expect(heard.state).toBe('backfilling');
    expect(stateAfter(heard, quiet(DEAD_AFTER_MS))).toBe('reconnecting');
    expect(stateAfter(heard, { type: 'fetch', wanted: false })).toBe('preparing');
    expect(
      stateAfter(at('backfilling', { streaming: true, fetching: true }), { type: 'fetch', wanted: false }),
    ).toBe('live');
  });

  it('any state -> ended, and nothing leads out of it', () => {
    for (const state of [
      'idle',
      'connecting',
      'preparing',
      'live',
      'silent',
      'reconnecting',
      'backfilling',
      'lost',
    ] as const)
      expect(stateAfter(at(state), { type: 'close' })).toBe('ended');
    const all: LinkEvent[] = [
      { type: 'open' },
      { type: 'linked' },
      { type: 'heard' },
      dropped(),
      failed(),
      { type: 'retry' },
      { type: 'fetch', wanted: true },
      missing(1e6),
      quiet(1e9),
      { type: 'close' },
    ];
    for (const event of all)
      expect(stepLink(at('ended'), event)).toEqual({ machine: at('ended'), actions: [] });
  });

  it('does not count one break twice', () => {
    const down = stepLink(at('live', { streaming: true }), dropped()).machine;
    expect(actionsOf(down, dropped())).toEqual([]);
  });
});

describe('backOffMs', () => {
  it('stays within a quarter around 0.5 s, doubled up to 15 s', () => {
    for (let attempts = 0; attempts < 12; attempts += 1) {
      const base = Math.min(BACK_OFF_MS.longest, BACK_OFF_MS.first * 2 ** attempts);
      expect(backOffMs(attempts, 0)).toBe(base * 0.75);
      expect(backOffMs(attempts, 1)).toBe(base * 1.25);
    }
  });
});
