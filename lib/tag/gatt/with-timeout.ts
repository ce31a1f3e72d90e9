import { TagError, type TagErrorCode } from '../tag-error';
import { pageTicker, type StopTicking } from './ticker';

/**
 * The promise's outcome, or a `TagError` when it has not settled in time. The work behind the promise is not stopped: who
 * can stop it does so in `onTimeout`.
 */
export async function withTimeout<T>(
  work: Promise<T>,
  timeoutMs: number,
  code: TagErrorCode,
  message: string,
  onTimeout: () => void = () => {},
): Promise<T> {
  let stop: StopTicking = () => {};
  const timeout = new Promise<never>((_, reject) => {
    stop = pageTicker().after(timeoutMs, () => {
      onTimeout();
      reject(new TagError(code, `${message} (${timeoutMs} ms)`));
    });
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    stop();
  }
}
