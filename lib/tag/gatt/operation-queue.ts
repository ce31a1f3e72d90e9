import { TagError } from '../tag-error';
import { tagErrorFrom } from './gatt-errors';
import { withTimeout } from './with-timeout';

/** Longest that one GATT operation may take. ATT itself gives up after 30 s (Core Specification, Vol 3, Part F, 3.3.3). */
const OPERATION_TIMEOUT_MS = 8_000;

/**
 * One GATT operation at a time for one connection of one device, in the order asked for: a second one at the same time fails
 * with "GATT operation already in progress" (WebBluetoothCG/web-bluetooth#188). All rejections are `TagError`.
 */
export class OperationQueue {
  #last: Promise<unknown> = Promise.resolve();
  readonly #waiting = new Set<(reason: TagError) => void>();
  #reason: TagError | null = null;

  /**
   * The promise's outcome, or a rejection as soon as the connection has gone: for whatever waits for more than an operation.
   * No race with one promise for the whole connection, which would keep every outcome for as long as the connection lasts.
   */
  orAbandoned<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#reason) reject(this.#reason);
      else this.#waiting.add(reject);
      work.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }

  /**
   * @param name what is done, for the error's message
   */
  run<T>(name: string, operation: () => Promise<T>, timeoutMs = OPERATION_TIMEOUT_MS): Promise<T> {
    const turn = this.#last.then(async () => {
      if (this.#reason) throw this.#reason;
      try {
        const work = this.orAbandoned(operation());
        return await withTimeout(work, timeoutMs, 'request-timeout', `${name} took too long`);
      } catch (error) {
        throw tagErrorFrom(error, 'operate');
      }
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** The connection has gone: the operation under way and all that wait are rejected, and every later one. */
  abandon(reason: TagError = new TagError('link-lost', 'The link to the tag is gone.')): void {
    this.#reason ??= reason;
    for (const reject of this.#waiting) reject(this.#reason);
  }
}
