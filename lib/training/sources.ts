import { planSource } from './plan';

/** Where numbers and rules come from, as the plan names them. `ours` where no source gives them. */
export const SOURCES = {
  article: planSource('article'),
  denverHandout: planSource('denverHandout'),
  catSchool: planSource('catSchool'),
  stressScale: planSource('stressScale'),
  pushStickDrop: planSource('pushStickDrop'),
  ours: planSource('ours'),
};
