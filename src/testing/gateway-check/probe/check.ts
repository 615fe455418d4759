import type { Probe } from './probe';

/** A property that `checkGateway` tries. docs/gateway.md has the rules. */
export type GatewayCheckId =
  | 'https'
  | 'link-token'
  | 'public-token'
  | 'item-health'
  | 'items-health'
  | 'relinked'
  | 'link-fields'
  | 'hosted-link'
  | 'app-platform'
  | 'no-session'
  | 'forged-session'
  | 'session-first'
  | 'foreign-item'
  | 'same-404'
  | 'malformed-id'
  | 'not-found-code'
  | 'own-origin'
  | 'foreign-origin'
  | 'sec-fetch-site'
  | 'cors'
  | 'simple-types'
  | 'methods'
  | 'bad-json'
  | 'unknown-fields'
  | 'wrong-types'
  | 'large-body'
  | 'no-echo'
  | 'webhook-signature'
  | 'fresh-token'
  | 'token-kind'
  | 'rate-limit'
  | 'guess-limit'
  | 'no-secret'
  | 'no-internals'
  | 'json'
  | 'no-store'
  | 'error-form'
  | 'no-5xx'
  | 'retry-after';

/** What a check has found: faults in words, none where it holds; or why it could not be made. */
export type Finding =
  | { readonly type: 'checked'; readonly faults: readonly string[] }
  | { readonly type: 'skipped'; readonly reason: string };

/** A property of a gateway that can be tried from outside. */
export interface Check {
  readonly id: GatewayCheckId;
  /** The rule in openapi.yaml. */
  readonly rule: string;
  /** The property, as a sentence that is true where the check holds. */
  readonly title: string;
  /** What may happen where it does not hold. */
  readonly why: string;
  readonly fix: string;
  run(probe: Probe): Promise<Finding> | Finding;
}

export const checked = (faults: readonly string[]): Finding => ({ type: 'checked', faults });
export const skipped = (reason: string): Finding => ({ type: 'skipped', reason });

export const BROWSER_HEADERS =
  'A page cannot set the headers that this check needs. Run it in Node: npx react-plaid-relink check-gateway.';
