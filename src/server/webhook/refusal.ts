/** Which check a webhook did not pass. For the log: whoever sent it learns nothing. */
export type RefusalReason =
  | 'no signature'
  | 'malformed signature'
  | 'wrong algorithm'
  | 'unknown key'
  | 'expired key'
  | 'wrong signature'
  | 'too old'
  | 'from the future'
  | 'another body';

/** Thrown where a webhook is not, or no longer, to be believed. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason) {
    super(reason);
    this.reason = reason;
  }
}
