/** The one thing that a half step makes easier: one criterion rises at a time. */
export const EASIER = ['length', 'distance', 'distraction', 'tension'] as const;

export type Easier = (typeof EASIER)[number];

/** A half step on one cat's way to a step that was too much. It belongs to the cat, not to the plan. */
export interface HalfStep {
  /** Between two steps, in quarters: 7.5. */
  number: number;
  easier: Easier;
  /** How, in the owner's words; may be empty. */
  note: string;
}
