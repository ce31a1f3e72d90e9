import type { AdviceLog } from './walk';

/** A piece of advice and how long it stood, ms on the walk's timeline. */
export interface AdviceGiven {
  id: string;
  fromMs: number;
  toMs: number;
}

export const NO_ADVICE: AdviceLog = { atMs: [], ids: [] };

/**
 * The log with what stands on the screen from `tMs` on; the same log where that is nothing new.
 * @param id null: no advice
 */
export function withAdvice(log: AdviceLog, id: string | null, tMs: number): AdviceLog {
  const now = id ?? '';
  if (now === (log.ids.at(-1) ?? '')) return log;
  return { atMs: [...log.atMs, tMs], ids: [...log.ids, now] };
}

/** The pieces of advice of a walk in their order; the last one stood to its end. */
export function adviceGiven({ atMs, ids }: AdviceLog, durationMs: number): AdviceGiven[] {
  return ids.flatMap((id, i) =>
    id === '' ? [] : [{ id, fromMs: atMs[i]!, toMs: Math.max(atMs[i]!, atMs[i + 1] ?? durationMs) }],
  );
}
