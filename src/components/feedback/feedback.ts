/** Screen-reader announcements and focus hand-over: one chunk, loaded at the first interaction. */
export { announce } from './announcer';
export { handOverFocus } from './hand-over-focus';
export { speak } from './live-region';
export { warnIfUnreachable } from './warn-if-unreachable';
