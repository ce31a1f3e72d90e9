import { detectDrag, dragFrom, endDrag, PullSlot } from '../events/drag';
import type { EventChange } from '../events/event';
import { type PullFigures, PullerJudge } from '../events/puller';
import { detectSlipOut, slipOutFrom } from '../events/slip-out';
import { GLANCE_SLOTS, Standing } from '../events/standing';
import type { ThresholdValues } from '../events/thresholds';
import { MotionSample, type TensionSample } from '../signal/sample-block';
import { LeadSlot, SLOT_MASK, SlotRing } from '../events/slot-ring';
import { SLOT_MS, SlotTrack } from '../signal/slot-track';

/** What was asked of a pull that began at startMs. Without figures data were missing. */
export interface PullAnswer {
  startMs: number;
  knownMs: number;
  figures: PullFigures | null;
}

/** A pull as the lead alone knows it, and from when on it knew, ms. */
interface Pull {
  startMs: number;
  knownMs: number;
  /** Infinity while it goes on. */
  endMs: number;
  overKnownMs: number;
}

/**
 * Lays the body and the lead side by side on one grid of time, however their blocks came in, and looks at each pull once
 * both are known for long enough after its start.
 */
export class PullBesideBody {
  private readonly body: SlotTrack;
  private readonly lead: SlotTrack;
  private readonly pull = new MotionSample();
  private readonly ring = new SlotRing();
  private readonly judge = new PullerJudge(this.ring);
  private readonly standing = new Standing(this.ring);
  private readonly drag = dragFrom();
  private readonly asked: number[] = [];
  /** Pulls that slots are still looked through for. */
  private readonly pulls: Pull[] = [];
  /** Next slot of the first of them to be looked at; NaN before its first. */
  private lookSlot = NaN;
  private readonly pullSlot = new PullSlot();
  private readonly now = new LeadSlot();
  private readonly weightN: number;
  private readonly at: ThresholdValues;
  private readonly slipOut;
  private bodySeen = false;

  /**
   * @param patienceMs how long the samples of one stream wait for the other's. Without end where a recording's streams come
   *   in one after the other; a walk that goes on would otherwise keep all of a stream whose partner never comes.
   */
  constructor(weightN: number, at: ThresholdValues, patienceMs = Infinity) {
    this.body = new SlotTrack(3, patienceMs / SLOT_MS);
    this.lead = new SlotTrack(1, patienceMs / SLOT_MS);
    this.weightN = weightN;
    this.at = at;
    this.slipOut = slipOutFrom(weightN, this.ring);
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

  /** A pull began at startMs, as the lead knows at knownMs: before samples of 0.8 s after it have been met. */
  begin(startMs: number, knownMs: number): void {
    this.asked.push(startMs);
    this.pulls.push({ startMs, knownMs, endMs: Infinity, overKnownMs: Infinity });
  }

  /** The newest pull ended at endMs, as the lead knows at knownMs. */
  end(endMs: number, knownMs: number): void {
    const pull = this.pulls.at(-1);
    if (pull) Object.assign(pull, { endMs, overKnownMs: knownMs } satisfies Partial<Pull>);
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
        now.x = body.x;
        now.y = body.y;
        now.z = body.z;
        now.share = lead.x / this.weightN;
        this.ring.add(now);
        this.judge.see();
        this.standing.see();
        hear(detectSlipOut(this.slipOut, this.at).events, changes);
        if (this.asked.length > 0) this.answer(slot, answers);
        if (this.pulls.length > 0) this.lookForDrag(changes);
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
    hear(endDrag(this.drag, this.at).events, changes);
    if (this.bodySeen)
      for (const startMs of this.asked) answers.push({ startMs, knownMs: endMs, figures: null });
    this.asked.length = 0;
    return answers;
  }

  /** Looks at each slot of the pulls that are known by now, as soon as the glance after it is in. */
  private lookForDrag(changes: EventChange[]): void {
    const { ring, pulls } = this;
    const knownMs = (ring.slot + 1) * SLOT_MS;
    // What was pending before a hole stays untold: the glances after it are missing.
    if (ring.run === 1) this.breakOff(changes);
    for (let pull = pulls[0]; pull && pull.knownMs <= knownMs; pull = pulls[0]) {
      if (Number.isNaN(this.lookSlot)) {
        this.lookSlot = Math.max(Math.ceil(pull.startMs / SLOT_MS), ring.slot - ring.run + 1);
        this.standing.restart();
      }
      const isOver = pull.overKnownMs <= knownMs;
      while (this.lookSlot + GLANCE_SLOTS <= ring.slot && !(isOver && this.lookSlot * SLOT_MS >= pull.endMs))
        hear(this.lookAt(this.lookSlot++, knownMs), changes);
      if (!(isOver && this.lookSlot * SLOT_MS >= pull.endMs)) return;
      this.breakOff(changes);
      pulls.shift();
    }
  }

  private lookAt(slot: number, knownMs: number): readonly EventChange[] {
    const { pullSlot, standing, ring, at } = this;
    // Not `a ? b : NaN`: what is chosen so is put on the heap.
    pullSlot.standChance = NaN;
    if (standing.judge(slot + GLANCE_SLOTS)) pullSlot.standChance = standing.chance;
    pullSlot.tMs = slot * SLOT_MS;
    pullSlot.knownMs = knownMs;
    pullSlot.pullN = ring.share[slot & SLOT_MASK]! * this.weightN;
    return detectDrag(this.drag, pullSlot, SLOT_MS, at).events;
  }

  /** Ends what is held; what comes begins anew. */
  private breakOff(changes: EventChange[]): void {
    hear(endDrag(this.drag, this.at).events, changes);
    this.lookSlot = NaN;
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

function hear(said: readonly EventChange[], changes: EventChange[]): void {
  for (const change of said) changes.push(change);
}
