import type { GatewayCheckId } from './probe/check';

/** What {@link checkGateway} says of one property. It holds no token, and nothing of the headers that it was given. */
export type GatewayCheckResult = {
  id: GatewayCheckId;
  /** The rule in openapi.yaml and docs/gateway.md, such as `R2`. */
  rule: string;
  /** The property, as a sentence that is true where the check holds. */
  title: string;
} & (
  | { outcome: 'holds' }
  | {
      outcome: 'fails';
      /** What was seen, by request. */
      faults: readonly string[];
      /** What may happen. */
      why: string;
      /** How to mend it. */
      fix: string;
    }
  | { outcome: 'skipped'; reason: string }
);
