/** What a walk takes beyond the page on which it is set up: one part, loaded once that page stands there. */
export { createDemoTag } from '../tag/demo/driver';
export { askForAnotherTag, askForTag } from './ask-for-tag';
export { LiveSession } from './live-session';
export { LoneWalkCheck } from './lone-walk-check';
export { tagReport } from './tag-report';
