import type { OperationQueue } from '../gatt/operation-queue';
import { withTimeout } from '../gatt/with-timeout';
import { TagError, type TagErrorCode } from '../tag-error';
import {
  type ControlAnswer,
  type ControlOp,
  type ControlRequest,
  type ControlResults,
  type ControlStatus,
  decodeAnswer,
  encodeRequest,
} from './control';

/** Longest wait for an answer after the request was written, ms. Ours. */
const ANSWER_TIMEOUT_MS = 5_000;

const REFUSALS: Readonly<Record<Exclude<ControlStatus, 'done'>, TagErrorCode>> = {
  'unknown-op': 'not-available',
  'bad-length': 'request-refused',
  'value-refused': 'request-refused',
  busy: 'request-refused',
  'not-available': 'not-available',
  'sensor-fault': 'sensor-fault',
};

export interface ControlListeners {
  /** A request goes out. */
  onWrite(bytes: Uint8Array): void;
  /** The tag has answered somebody else: another program on this machine uses the same link. */
  onStranger(): void;
}

/**
 * Requests to the tag over its Control characteristic, one at a time, each matched with its answer by txid. Answers come in
 * through `take`. All rejections are `TagError`.
 */
export class ControlChannel {
  readonly #queue: OperationQueue;
  readonly #characteristic: BluetoothRemoteGATTCharacteristic;
  readonly #listeners: ControlListeners;
  /** Op and txid of every request so far: an answer may come late, or twice. */
  readonly #asked = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();
  #txid: number;
  #pending: { op: ControlOp; txid: number; answer: (answer: ControlAnswer) => void } | null = null;

  /**
   * @param queue all GATT operations of this connection; its end is this channel's end
   * @param txid where the numbers of requests begin, 0 to 255; by chance, so that no two programs begin alike
   */
  constructor(
    queue: OperationQueue,
    characteristic: BluetoothRemoteGATTCharacteristic,
    txid: number,
    listeners: ControlListeners,
  ) {
    this.#txid = txid;
    this.#listeners = listeners;
    this.#queue = queue;
    this.#characteristic = characteristic;
  }

  request<Op extends ControlOp>(
    request: Extract<ControlRequest, { op: Op }>,
    timeoutMs = ANSWER_TIMEOUT_MS,
  ): Promise<ControlResults[Op]> {
    const turn = this.#last.then(() => this.#ask(request, timeoutMs));
    this.#last = turn.catch(() => {});
    return turn as Promise<ControlResults[Op]>;
  }

  /** A value of the Control characteristic arrived. What belongs to no request that waits is left alone. */
  take(view: DataView): void {
    const answer = decodeAnswer(view);
    const pending = this.#pending;
    if (answer === null) return;
    if (!this.#asked.has(`${answer.op} ${answer.txid}`)) this.#listeners.onStranger();
    if (pending === null) return;
    // An op that the tag does not know comes back with its code, which is the one that was sent.
    if (answer.txid === pending.txid && answer.op === pending.op) pending.answer(answer);
  }

  async #ask(request: ControlRequest, timeoutMs: number): Promise<ControlResults[ControlOp]> {
    this.#txid = (this.#txid + 1) & 0xff;
    const txid = this.#txid;
    this.#asked.add(`${request.op} ${txid}`);
    // Listening before writing: an indication may overtake the write's own response.
    const answered = new Promise<ControlAnswer>((answer) => {
      this.#pending = { op: request.op, txid, answer };
    });
    try {
      const bytes = encodeRequest(request, txid);
      this.#listeners.onWrite(bytes);
      await this.#queue.run('Writing a request', () => this.#characteristic.writeValueWithResponse(bytes));
      const { status, results } = await withTimeout(
        this.#queue.orAbandoned(answered),
        timeoutMs,
        'request-timeout',
        `The tag did not answer "${request.op}"`,
      );
      if (status === 'done' && results !== null) return results;
      const code = status === null || status === 'done' ? 'request-refused' : REFUSALS[status];
      throw new TagError(
        code,
        `The tag answered "${request.op}" with "${status ?? 'a status unknown here'}"`,
      );
    } finally {
      this.#pending = null;
    }
  }
}
