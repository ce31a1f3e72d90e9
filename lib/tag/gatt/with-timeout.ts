import { TagError, type TagErrorCode } from '../tag-error';

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
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onTimeout();
      reject(new TagError(code, `${message} (${timeoutMs} ms)`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
