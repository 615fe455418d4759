/** The check that a webhook failed. */
export type RejectionReason =
  // Not Plaid's, or not recent.
  | 'no signature'
  | 'malformed signature'
  | 'wrong algorithm'
  | 'unknown key'
  | 'expired key'
  | 'wrong signature'
  | 'too old'
  | 'from the future'
  | 'another body'
  // Plaid's, but not this app's.
  | 'another environment'
  // Plaid's, but unreadable.
  | 'no body'
  | 'parsed body'
  | 'no JSON object';

/** Thrown for a webhook that Plaid did not sign, or did not sign recently, or whose body did not arrive as signed. */
export class WebhookRejected extends Error {
  readonly reason: RejectionReason;
  constructor(reason: RejectionReason) {
    super(reason);
    this.reason = reason;
  }
}
