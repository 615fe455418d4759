/**
 * What a button owes to those who do not see it, or do not use a mouse. None of it is needed before the user comes
 * near, and so all of it is one chunk of its own.
 */
export { warnIfUnreachable as afterClick, handOverFocus as leaving } from './after-click';
export { announce, follow } from './announcer';
export { say } from './live-region';
