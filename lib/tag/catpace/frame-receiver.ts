import type { Frame } from '../frame';
import { ReceivedFrames } from '../received-frames';
import type { Interval } from '../interval-set';
import type { BackfillProgress, LinkCounts } from '../tag';
import { type DecodeFault, decodeNotification, SEQ_MODULUS } from './frames';

export interface ReceivedNotification {
  /** Frames that have never arrived before, with unwrapped sequence numbers. */
  frames: Frame[];
  fault: DecodeFault | null;
  /** Length of a payload probe; null when it was none. */
  probeBytes: number | null;
}

/** Turns Data notifications into new frames, boot after boot, and keeps count of what the radio brought. */
export class FrameReceiver {
  #received: ReceivedFrames;
  /** Frames of earlier boots that never came and never will. */
  #lostWithBoots = 0;
  /** Frames that filled holes since there was none last. */
  #fetched = 0;
  readonly #counts: LinkCounts = {
    notifications: 0,
    bytes: 0,
    frames: 0,
    duplicateFrames: 0,
    faults: 0,
    missingFrames: 0,
  };

  /** @param firstExpected first frame that is wanted; null: from the first that arrives */
  constructor(firstExpected: number | null = null) {
    this.#received = new ReceivedFrames(SEQ_MODULUS, firstExpected);
  }

  /** What has arrived of the present boot. */
  get received(): ReceivedFrames {
    return this.#received;
  }

  get counts(): LinkCounts {
    return { ...this.#counts, missingFrames: this.#lostWithBoots + this.#received.notReceivedCount };
  }

  get progress(): BackfillProgress {
    return { missing: this.#received.missingCount, fetched: this.#fetched };
  }

  /** Nothing is missing: the next hole begins a new count. */
  caughtUp(): void {
    this.#fetched = 0;
  }

  /**
   * The tag has booted: device time and sequence numbers start over.
   * @param held frames of this boot that are safe already, unwrapped
   */
  beginBoot(firstExpected: number | null, held: readonly Readonly<Interval>[] = []): void {
    this.#lostWithBoots += this.#received.notReceivedCount;
    this.#received = new ReceivedFrames(SEQ_MODULUS, firstExpected);
    for (const range of held) this.#received.hold(range);
    this.#fetched = 0;
  }

  /** Never throws, whatever the bytes. */
  receive(view: DataView): ReceivedNotification {
    const { frames, fault, probeBytes } = decodeNotification(view);
    this.#counts.notifications += 1;
    this.#counts.bytes += view.byteLength;
    if (fault) this.#counts.faults += 1;
    const fresh: Frame[] = [];
    for (const frame of frames) {
      const newest = this.#received.newest ?? -Infinity;
      const { seq, isNew } = this.#received.receive(frame.seq);
      if (isNew) fresh.push({ ...frame, seq });
      else this.#counts.duplicateFrames += 1;
      if (isNew && seq < newest) this.#fetched += 1;
    }
    this.#counts.frames += fresh.length;
    return { frames: fresh, fault, probeBytes };
  }
}
