import type { EventChange } from './event';

/**
 * What one step of a detector gives back.
 *
 * A detector is a reducer: `(state, feature, thresholds) → { state, events }`, and `finish` closes what is open. Its
 * state belongs to it alone and is updated in place, and a step that says nothing gives back `state.quiet`: half a
 * million samples a walk then cost no memory.
 */
export interface Step<State, Output = EventChange> {
  readonly state: State;
  /** What the detector says at this sample; mostly nothing. */
  readonly events: readonly Output[];
}

/** A detector's state with its own quiet step. */
export type WithQuiet<Fields, Output = EventChange> = Fields & {
  readonly quiet: Step<WithQuiet<Fields, Output>, Output>;
};

/** Ties a fresh state to its own quiet step. */
export function withQuietStep<Fields extends object, Output = EventChange>(
  fields: Fields,
): WithQuiet<Fields, Output> {
  const state = fields as Fields & { quiet: Step<WithQuiet<Fields, Output>, Output> };
  state.quiet = { state, events: [] };
  return state;
}
