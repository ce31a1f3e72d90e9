/** What the owner chose after a verdict: the step that the cat is on from then. Never rewritten. */
export interface StepChoice {
  /** UUIDv7. */
  id: string;
  catId: string;
  /** Epoch ms. */
  atMs: number;
  fromStepNumber: number;
  toStepNumber: number;
  /** What the rule said then, and the step that it named. */
  decision: string;
  rule: string;
  ruleStepNumber: number;
  /** The walks that the verdict was drawn from. */
  walkIds: readonly string[];
  /** Why it goes faster than the rule; null where it does not. */
  reason: string | null;
}
