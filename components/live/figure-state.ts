import type { LiveView } from '../../lib/app/live-view';

/** What the figure does beyond still and moving, from the events that go on. */
export function figureState(view: LiveView): { bolting: boolean; shaking: boolean; handPulls: boolean } {
  const goesOn = (kind: string): boolean => view.feed.some((item) => item.open && item.event.kind === kind);
  return { bolting: goesOn('bolt'), shaking: goesOn('shake'), handPulls: goesOn('drag') };
}
