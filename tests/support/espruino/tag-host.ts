import { type Config, decodeConfig, encodeConfig } from '../../../lib/tag/catpace/config';
import {
  type ControlAnswer,
  type ControlRequest,
  type ControlResults,
  decodeAnswer,
  encodeRequest,
} from '../../../lib/tag/catpace/control';
import { FrameReceiver } from '../../../lib/tag/catpace/frame-receiver';
import { CATPACE_SERVICE } from '../../../lib/tag/catpace/profile';
import { decodeStatus, type Status } from '../../../lib/tag/catpace/status';
import type { Frame, NoteFrame, SampleFrame, StreamKind } from '../../../lib/tag/frame';
import type { EspruinoBoard } from '../espruino-board';

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** The host's end of the radio, with the project's own decoders behind it. Waiting for an answer lets the board's time pass. */
export class TagHost {
  receiver = new FrameReceiver();
  /** In order of arrival, each once. */
  frames: Frame[] = [];
  probes: number[] = [];
  readonly #board: EspruinoBoard;
  readonly #mtu: number;
  #answers: ControlAnswer[] = [];
  #txid = 0;

  constructor(board: EspruinoBoard, mtu = 53) {
    this.#board = board;
    this.#mtu = mtu;
  }

  connect(): this {
    const { radio } = this.#board;
    radio.hostConnects({ mtu: this.#mtu, intervalMs: 15, onValue: (uuid, bytes) => this.#take(uuid, bytes) });
    [CATPACE_SERVICE.control, CATPACE_SERVICE.data, CATPACE_SERVICE.status].forEach((uuid) =>
      radio.hostSubscribes(uuid),
    );
    this.#board.advance(50);
    return this;
  }

  disconnect(): void {
    this.#board.radio.hostDisconnects();
    this.#board.advance(5);
  }

  status(): Status {
    return decodeStatus(viewOf(this.#board.radio.hostReads(CATPACE_SERVICE.status))).status!;
  }

  config(): Config {
    return decodeConfig(viewOf(this.#board.radio.hostReads(CATPACE_SERVICE.config)))!;
  }

  /** Returns what is in force afterwards. */
  writeConfig(change: Partial<Config>): Config {
    this.#board.radio.hostWrites(CATPACE_SERVICE.config, encodeConfig({ ...this.config(), ...change }));
    this.#board.advance(20);
    return this.config();
  }

  write(bytes: Uint8Array): void {
    this.#board.radio.hostWrites(CATPACE_SERVICE.control, bytes);
  }

  /** The answer to a request, whatever its status. */
  ask(request: ControlRequest, withinMs = 20_000): ControlAnswer {
    this.#txid = (this.#txid + 1) & 0xff;
    this.write(encodeRequest(request, this.#txid));
    return this.answer(this.#txid, withinMs);
  }

  answer(txid: number, withinMs = 20_000): ControlAnswer {
    for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 5) {
      const answer = this.#answers.find((candidate) => candidate.txid === txid);
      if (answer) return answer;
      this.#board.advance(5);
    }
    throw new Error('The tag does not answer');
  }

  /** Results of a request that must be done. */
  done<Op extends ControlRequest['op']>(request: Extract<ControlRequest, { op: Op }>): ControlResults[Op] {
    const { status, results } = this.ask(request);
    if (status !== 'done' || results === null) throw new Error(`${request.op}: ${status}`);
    return results as ControlResults[Op];
  }

  /**
   * Ask for every frame that is missing, as the driver's backfill does: what the tag has overwritten is given up. Returns how
   * many are missing for good.
   */
  fetchMissing(attempts = 4): number {
    const { received } = this.receiver;
    for (let failed = 0; failed < attempts;) {
      const [hole] = received.missing();
      if (!hole) break;
      const to = Math.min(hole.to, hole.from + 199);
      const { firstAvailableSeq } = this.done({ op: 'report-range', fromSeq: hole.from, toSeq: to });
      received.giveUp(hole.from, received.unwrap(firstAvailableSeq) - 1);
      failed = received.missing()[0]?.from === hole.from ? failed + 1 : 0;
    }
    return received.notReceivedCount;
  }

  /** Frames of samples in order of number. */
  stream(kind: StreamKind): SampleFrame[] {
    return this.frames
      .filter((frame): frame is SampleFrame => frame.kind === kind)
      .sort((a, b) => a.seq - b.seq);
  }

  notes(): NoteFrame[] {
    return this.frames.filter((frame): frame is NoteFrame => frame.kind === 'note');
  }

  #take(uuid: string, bytes: Buffer): void {
    if (uuid === CATPACE_SERVICE.data) {
      const { frames, probeBytes } = this.receiver.receive(viewOf(bytes));
      this.frames.push(...frames);
      if (probeBytes !== null) this.probes.push(probeBytes);
    } else if (uuid === CATPACE_SERVICE.control) {
      const answer = decodeAnswer(viewOf(bytes));
      if (answer) this.#answers.push(answer);
    }
  }
}

/** Every value of a stream, frame after frame, cut into samples. */
export function samplesOf(
  frames: readonly Pick<SampleFrame, 'counts'>[],
  valuesPerSample: number,
): number[][] {
  const samples: number[][] = [];
  for (const { counts } of frames)
    for (let i = 0; i < counts.length; i += valuesPerSample)
      samples.push([...counts.subarray(i, i + valuesPerSample)]);
  return samples;
}
