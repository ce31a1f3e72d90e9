/**
 * Wait until a transaction's writes are through. Rejects with the reason of the write that failed, or of the commit
 * (a full disk often shows only there); `transaction.done` alone would say "AbortError" for the former.
 */
export async function written(
  transaction: { done: Promise<void> },
  ...writes: Promise<unknown>[]
): Promise<void> {
  const [done, ...results] = await Promise.allSettled([transaction.done, ...writes]);
  if (done?.status !== 'rejected') return;
  const reasons = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  throw reasons.find((reason) => !(reason instanceof Error && reason.name === 'AbortError')) ?? done.reason;
}

/**
 * The same for writes that belong together. One that cannot even be asked for (a value that cannot be cloned, a connection
 * that closes) would leave the ones before it to be kept alone: here none is.
 */
export async function writtenTogether(
  transaction: { done: Promise<void>; abort(): void },
  writes: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const asked: Promise<unknown>[] = [];
  try {
    for (const write of writes) asked.push(write());
  } catch (error) {
    transaction.abort();
    await Promise.allSettled([transaction.done, ...asked]);
    throw error;
  }
  await written(transaction, ...asked);
}
