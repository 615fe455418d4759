import type { ItemFlagKind } from 'react-plaid-relink/server';

const DAY = 24 * 60 * 60_000;

/** Whether the app's server knows: 'maybe' where a store failed, or no answer told. */
export type Knowledge = 'no' | 'maybe' | 'yes';

/** A webhook that Plaid has sent. */
export interface SentWebhook {
  itemId: string;
  code: string;
  /** What it announces; null for `ERROR` and `LOGIN_REPAIRED`. */
  kind: ItemFlagKind | null;
  signedAt: number;
  /** When the Item stops working, in milliseconds; null if the webhook announces no end. */
  until: number | null;
  body: string;
  headers: Record<string, string>;
  known: Knowledge;
  knownAt: number;
  /** Machines that are handling it. */
  inFlight: Set<object>;
}

const KINDS: Readonly<Record<string, ItemFlagKind>> = {
  PENDING_DISCONNECT: 'disconnect',
  NEW_ACCOUNTS_AVAILABLE: 'new_accounts',
  USER_ACCOUNT_REVOKED: 'account_revoked',
  USER_PERMISSION_REVOKED: 'permission_revoked',
  PRODUCT_PERMISSIONS_REQUIRED: 'product_permissions',
};

/** The time that the webhook's signature gives, which has whole seconds. */
export const sinceOf = ({ signedAt }: Pick<SentWebhook, 'signedAt'>): number =>
  Math.floor(signedAt / 1000) * 1000;

/** A webhook as Plaid sends it now. */
export async function toSentWebhook(request: Request): Promise<SentWebhook> {
  const signedAt = Date.now();
  const headers = Object.fromEntries(request.headers);
  const body = await request.text();
  const fields = JSON.parse(body) as Record<string, string | undefined>;
  const { item_id: itemId = '', webhook_code: code = '', disconnect_time: end } = fields;
  const kind = KINDS[code] ?? null;
  const until = end === undefined ? sinceOf({ signedAt }) + 7 * DAY : Date.parse(end);
  return {
    itemId,
    code,
    kind,
    signedAt,
    until: kind === 'disconnect' ? until : null,
    body,
    headers,
    known: 'no',
    knownAt: Number.POSITIVE_INFINITY,
    inFlight: new Set(),
  };
}
