import type { Cat } from '../walk/walk';

/**
 * Walks of the demo tag belong to a cat of their own: they must not count in the training of a living one.
 * It is on step 8, where a session outdoors is judged.
 */
export const DEMO_CAT: Cat = {
  id: 'demo-cat',
  name: 'Demo cat',
  bodyKg: 4.5,
  stepNumber: 8,
  updatedAtMs: 0,
};
