/** The check that a webhook failed. It goes to the log only: the sender learns nothing. */
export type RejectionReason =
  | 'no signature'
  | 'malformed signature'
  | 'wrong algorithm'
  | 'unknown key'
  | 'expired key'
  | 'wrong signature'
  | 'too old'
  | 'from the future'
  | 'another body';

/** Thrown for a webhook that Plaid did not sign, or did not sign recently. */
export class WebhookRejected extends Error {
  readonly reason: RejectionReason;
  constructor(reason: RejectionReason) {
    super(reason);
    this.reason = reason;
  }
}
