import type { LiveTrace } from '../../lib/app/live-view';

/** Properties of a trace that is handed in anew while it is shown: whole, as the walk window does, and not watched in its parts. */
export function traceProps<Rest extends object>(first: LiveTrace, rest: Rest): Rest & { trace: LiveTrace } {
  let trace = $state.raw(first);
  return Object.defineProperty({ ...rest }, 'trace', {
    enumerable: true,
    get: () => trace,
    set: (next: LiveTrace) => (trace = next),
  }) as Rest & { trace: LiveTrace };
}
