import type { LiveView } from '../../lib/app/live-view';
import type { StreamKind } from '../../lib/tag/frame';

/** Whether any tag of the walk measures this; true while no tag has said what it is. */
export function measures(view: Pick<LiveView, 'tag' | 'joined'>, kind: StreamKind): boolean {
  const known = [view, ...view.joined].flatMap(({ tag }) => tag ?? []);
  return known.length === 0 || known.some(({ streams }) => streams.some((stream) => stream.kind === kind));
}
