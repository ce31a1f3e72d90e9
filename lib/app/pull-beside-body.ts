import { type PullFigures, PullerJudge } from '../events/puller';
import type { EventChange } from '../events/event';
import { detectSlipOut, slipOutFrom } from '../events/slip-out';
import type { ThresholdValues } from '../events/thresholds';
import type { MotionSample, TensionSample } from '../signal/sample-block';
import { SLOT_MS, SlotTrack } from '../signal/slot-track';

/** What was asked of a pull that began at startMs. Without figures data were missing. */
export interface PullAnswer {
  startMs: number;
  knownMs: number;
  figures: PullFigures | null;
}

/**
 * Lays the body and the lead side by side on one grid of time, however their blocks came in, and looks at each pull once
 * both are known for long enough after its start.
 */
export class PullBesideBody {
  private readonly body = new SlotTrack(3);
  private readonly lead = new SlotTrack(1);
  private readonly pull: MotionSample = { tMs: NaN, x: NaN, y: 0, z: 0 };
  private readonly judge = new PullerJudge();
  private readonly asked: number[] = [];
  private readonly now = { slot: NaN, x: NaN, y: NaN, z: NaN, share: NaN };
  private readonly weightN: number;
  private readonly at: ThresholdValues;
  private readonly slipOut;
  private bodySeen = false;

  constructor(weightN: number, at: ThresholdValues) {
    this.weightN = weightN;
    this.at = at;
    this.slipOut = slipOutFrom(weightN);
  }

  takeBody(sample: Readonly<MotionSample>): void {
    this.bodySeen = true;
    this.body.push(sample);
  }

  takeLead({ tMs, tensionN }: Readonly<TensionSample>): void {
    const { pull } = this;
    pull.tMs = tMs;
    pull.x = tensionN;
    this.lead.push(pull);
  }

  /** Asks who pulls in the pull that began at startMs; before samples of 0.8 s after it have been met. */
  ask(startMs: number): void {
    this.asked.push(startMs);
  }

  /**
   * Takes side by side what is there of both; answers what can be answered.
   * @param changes takes what the detectors of both together say.
   */
  meet(changes: EventChange[]): PullAnswer[] {
    const { body, lead, now } = this;
    const answers: PullAnswer[] = [];
    while (!body.isEmpty && !lead.isEmpty) {
      const slot = Math.max(body.slot, lead.slot);
      if (body.slot === lead.slot) {
        now.slot = slot;
        now.x = body.value(0);
        now.y = body.value(1);
        now.z = body.value(2);
        now.share = lead.value() / this.weightN;
        this.judge.add(now);
        for (const change of detectSlipOut(this.slipOut, now, this.at).events) changes.push(change);
        if (this.asked.length > 0) this.answer(slot, answers);
        body.next();
        lead.next();
      } else if (body.slot < slot) body.next();
      else lead.next();
    }
    return answers;
  }

  /** Answers what is left at the end: nothing where no body was seen at all. */
  finish(endMs: number, changes: EventChange[]): PullAnswer[] {
    const answers = this.meet(changes);
    if (this.bodySeen)
      for (const startMs of this.asked) answers.push({ startMs, knownMs: endMs, figures: null });
    this.asked.length = 0;
    return answers;
  }

  private answer(slot: number, answers: PullAnswer[]): void {
    while (this.asked.length > 0) {
      const startMs = this.asked[0]!;
      const startSlot = Math.floor(startMs / SLOT_MS);
      if (slot < PullerJudge.judgedWith(startSlot)) return;
      this.asked.shift();
      answers.push({ startMs, knownMs: (slot + 1) * SLOT_MS, figures: this.judge.figures(startSlot) });
    }
  }
}
