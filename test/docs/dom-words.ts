import type { RelinkPart } from '../../src/components/dom/dom-contract';
import type { RelinkStatus } from '../../src/core/types';
import type { RelinkTone, RelinkVariant } from '../../src/react/slots';
import type { NoticeTopic } from '../../src/core/types';

/** The words of the DOM contract. The compiler holds each table to its type: none is missing, and none is made up. */
const PARTS: Record<RelinkPart, true> = {
  button: true,
  spinner: true,
  icon: true,
  error: true,
  status: true,
  cancel: true,
  copy: true,
  support: true,
  notice: true,
  'notice-body': true,
  'notice-title': true,
  'notice-text': true,
  'notice-error': true,
  'notice-action': true,
  'notice-dismiss': true,
  'notice-done': true,
  logo: true,
  badge: true,
  trust: true,
  list: true,
  'list-head': true,
  'list-title': true,
  'list-text': true,
  'list-progress': true,
  'list-steps': true,
  'list-step': true,
  'list-meter': true,
  'list-items': true,
  'list-group': true,
  'list-item': true,
  'list-skip': true,
  'row-status': true,
  announcer: true,
};
const STATES: Record<RelinkStatus, true> = {
  idle: true,
  preparing: true,
  ready: true,
  opening: true,
  open: true,
  confirming: true,
  relinked: true,
  exited: true,
  failed: true,
};
const TOPICS: Record<NoticeTopic, true> = {
  relink: true,
  accounts: true,
  expiring: true,
  migrating: true,
  new_link: true,
  duplicate: true,
  visit_bank: true,
  wait: true,
  new_accounts: true,
  unchecked: true,
  repaired: true,
};
const VARIANTS: Record<RelinkVariant, true> = { primary: true, secondary: true, plain: true };
const TONES: Record<RelinkTone, true> = {
  warning: true,
  danger: true,
  success: true,
  neutral: true,
  accent: true,
};

export const parts = Object.keys(PARTS);
/** The values that each attribute of the DOM contract may have. */
export const wordsOf: Readonly<Record<string, readonly string[]>> = {
  'data-relink': parts,
  'data-state': Object.keys(STATES),
  'data-topic': Object.keys(TOPICS),
  'data-variant': Object.keys(VARIANTS),
  'data-tone': Object.keys(TONES),
  // By which many pages switch their theme.
  'data-theme': ['light', 'dark'],
};
