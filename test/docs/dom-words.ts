import type { RelinkPart } from '../../src/components/dom/dom-contract';
import type { RelinkStatus } from '../../src/core/types';
import type { NoticeTopic } from '../../src/components/notice/notice-topic';

/** The words of the DOM contract. The compiler holds each table to its type: none is missing, and none is made up. */
const PARTS: Record<RelinkPart, true> = {
  button: true,
  notice: true,
  'notice-body': true,
  'notice-title': true,
  'notice-text': true,
  'notice-error': true,
  'notice-action': true,
  'notice-dismiss': true,
  list: true,
  'list-head': true,
  'list-title': true,
  'list-progress': true,
  'list-meter': true,
  'list-items': true,
  'list-item': true,
  'list-skip': true,
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

export const parts = Object.keys(PARTS);
/** The values that each attribute of the DOM contract may have. */
export const wordsOf: Readonly<Record<string, readonly string[]>> = {
  'data-relink': parts,
  'data-state': Object.keys(STATES),
  'data-topic': Object.keys(TOPICS),
};
