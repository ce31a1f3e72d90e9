/** What looking back at a walk takes: one part, loaded when a walk is over. */
export { ownersDetections } from '../walk/owners-detections';
export { chooseStep } from './choose-step';
export { detectionsOf } from './detections-of';
export { verdictAfter } from './verdict-on';
