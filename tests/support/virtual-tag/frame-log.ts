interface LoggedFrame {
  /** Not wrapped. */
  seq: number;
  bytes: Uint8Array;
}

/** The tag's memory: a ring that forgets the oldest frames when it is full. Sequence numbers are not wrapped here. */
export class FrameLog {
  readonly #capacityBytes: number;
  #frames: LoggedFrame[] = [];
  /** Frames before this index are forgotten; the array is cut now and then. */
  #head = 0;
  #bytes = 0;
  #nextSeq = 0;
  readonly #overwritten: { from: number; to: number }[] = [];

  constructor(capacityBytes: number) {
    this.#capacityBytes = capacityBytes;
  }

  /** Oldest frame still held; `nextSeq` when there is none. */
  get firstSeq(): number {
    return this.#frames[this.#head]?.seq ?? this.#nextSeq;
  }

  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Frames that were lost to newer ones before the host released them, as stretches (inclusive). */
  get overwritten(): readonly Readonly<{ from: number; to: number }>[] {
    return this.#overwritten;
  }

  append(bytes: Uint8Array): void {
    this.#frames.push({ seq: this.#nextSeq, bytes });
    this.#nextSeq++;
    this.#bytes += bytes.length;
    while (this.#bytes > this.#capacityBytes && this.#head < this.#frames.length) {
      const { seq } = this.#frames[this.#head]!;
      const last = this.#overwritten.at(-1);
      if (last?.to === seq - 1) last.to = seq;
      else this.#overwritten.push({ from: seq, to: seq });
      this.#forgetOldest();
    }
  }

  read(seq: number): Uint8Array | null {
    return this.#frames[this.#head + seq - this.firstSeq]?.bytes ?? null;
  }

  /** Forget frames up to and with this one. */
  release(uptoSeq: number): void {
    while (this.firstSeq <= uptoSeq && this.#head < this.#frames.length) this.#forgetOldest();
  }

  #forgetOldest(): void {
    this.#bytes -= this.#frames[this.#head]!.bytes.length;
    this.#head++;
    if (this.#head < 4096) return;
    this.#frames = this.#frames.slice(this.#head);
    this.#head = 0;
  }
}
