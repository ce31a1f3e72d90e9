import type { LeadTick } from '../events/drag';
import type { Activity } from '../events/activity';
import type { ActivityState } from '../events/event';
import type { MotionFeature } from '../signal/motion-features';
import type { TensionFeature } from '../signal/tension-features';

/** Length of a tick of the lead, ms. */
const TICK_MS = 100;

/**
 * Brings the lead and the body together in order of time, however their blocks came in. Only what matters waits: ticks
 * of the lead under tension, ten a second, and changes of the body's state.
 */
export class LeadAndBody {
  private readonly ticks: LeadTick[] = [];
  private readonly changes: { tMs: number; state: ActivityState }[] = [];
  private now: ActivityState = 'unknown';
  private bodyMs = -Infinity;
  private fresh: LeadTick | null = null;
  private tickedMs = NaN;

  /** The body's state is known up to here. */
  body({ tMs }: Readonly<MotionFeature>, { now: state, sinceMs }: Readonly<Activity>): void {
    this.bodyMs = tMs;
    const latest = this.changes.at(-1)?.state ?? this.now;
    if (state !== latest) this.changes.push({ tMs: sinceMs, state });
  }

  /**
   * One sample of the lead.
   * @param taut whether a tension event goes on. @param slack whether it is about to end: not counted into the mean.
   */
  lead(
    { tMs, smoothN, afterGap, previousMs }: Readonly<TensionFeature>,
    taut: boolean,
    slack: boolean,
  ): void {
    if (!taut) {
      if (this.fresh) this.ticks.push({ ...this.fresh, tMs: afterGap ? previousMs : tMs, taut: false });
      this.fresh = null;
      return;
    }
    if (!this.fresh) {
      this.fresh = { tMs, taut, sumN: 0, count: 0, peakN: 0 };
      this.tickedMs = tMs;
    }
    const { fresh } = this;
    fresh.tMs = tMs;
    if (!slack) {
      fresh.sumN += smoothN;
      fresh.count++;
    }
    if (smoothN > fresh.peakN) fresh.peakN = smoothN;
    if (tMs - this.tickedMs < TICK_MS) return;
    this.ticks.push(fresh);
    this.tickedMs = tMs;
    this.fresh = { tMs, taut, sumN: 0, count: 0, peakN: 0 };
  }

  /** Ticks up to which the body is known, with its state then, in order. All that are left when it is the end. */
  *meet(atEnd: boolean): Generator<{ tick: LeadTick; state: ActivityState }> {
    let done = 0;
    for (const tick of this.ticks) {
      if (tick.tMs > this.bodyMs && !atEnd) break;
      while (this.changes.length > 0 && this.changes[0]!.tMs <= tick.tMs)
        this.now = this.changes.shift()!.state;
      done++;
      yield { tick, state: tick.tMs > this.bodyMs ? 'unknown' : this.now };
    }
    this.ticks.splice(0, done);
  }

  get waiting(): boolean {
    return this.ticks.length > 0;
  }
}
