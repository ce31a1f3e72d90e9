/** What judging takes: one part, loaded when a cat's verdict is asked for. */
export { nextTime } from '../training/next-time';
export { seenIn } from '../walk/body-sign';
export { ownersDetections } from '../walk/owners-detections';
export { chooseStep } from './choose-step';
export { detectionsOf } from './detections-of';
export { verdictAfter, verdictOfCat } from './verdict-on';
