import { isRecord, nonEmptyString } from '../../core/unknown';
import { badRequest, HttpError } from '../http/failure';
import { callPlaid } from '../plaid/plaid-call';
import type { PlaidAnswer, PlaidCallOptions } from '../plaid/plaid-port';
import { createRequestScope } from '../http/request-scope';
import { Refusal } from './refusal';

/** What the webhook handler needs of the official `plaid` client. */
export interface WebhookPort {
  /** `/webhook_verification_key/get`: once per key. */
  webhookVerificationKeyGet(request: { key_id: string }, options?: PlaidCallOptions): PlaidAnswer;
}

/** A public key of Plaid's, as a JWK (RFC 7517). */
export interface WebhookKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
}

export interface WebhookKeys {
  /** @throws Refusal for a key that Plaid does not know, or has retired; Failure where Plaid could not be asked */
  get(kid: string): Promise<WebhookKey>;
}

/** Plaid retires keys by `expired_at`; this is how long it may take to be heard of. */
const KEPT_MS = 60 * 60_000;
const UNKNOWN_KEPT_MS = 60_000;
/** Plaid has a key or two at a time. More lookups than this are somebody who makes names up. */
const LOOKUPS_PER_MINUTE = 20;

interface Entry {
  key: Promise<WebhookKey>;
  freshUntil: number;
  /** Better an old key than none, where Plaid may not be asked; but not for as long as an attacker pleases. */
  keptUntil: number;
}

/** Plaid's keys by name, each asked for once. */
export function createWebhookKeys(
  plaid: WebhookPort,
  timeoutMs: number,
  now: () => number,
): WebhookKeys {
  const entries = new Map<string, Entry>();
  let lookups: number[] = [];

  function mayAsk(): boolean {
    lookups = lookups.filter((at) => now() - at < 60_000);
    if (lookups.length >= LOOKUPS_PER_MINUTE) return false;
    lookups.push(now());
    return true;
  }

  function forget(kid: string, entry: Entry): void {
    if (entries.get(kid) === entry) entries.delete(kid);
  }

  /** By age alone, so that no number of made-up names pushes a genuine key out. Lookups bound how many there are. */
  function forgetOld(): void {
    for (const [kid, { keptUntil }] of entries) if (now() >= keptUntil) entries.delete(kid);
  }

  function look(kid: string): Promise<WebhookKey> {
    forgetOld();
    const freshUntil = now() + KEPT_MS;
    const key = fetchKey(plaid, kid, timeoutMs, now);
    const entry: Entry = { key, freshUntil, keptUntil: freshUntil + KEPT_MS };
    key.catch((error: unknown) => {
      // What Plaid does not know now it may know later; what it could not say, the next webhook asks again.
      if (!(error instanceof Refusal)) return forget(kid, entry);
      entry.freshUntil = entry.keptUntil = now() + UNKNOWN_KEPT_MS;
    });
    entries.set(kid, entry);
    return key;
  }

  return {
    async get(kid) {
      const known = entries.get(kid);
      if (known && now() < known.freshUntil) return known.key;
      if (mayAsk()) return look(kid);
      if (known && now() < known.keptUntil) return known.key;
      throw tooManyLookups();
    },
  };
}

async function fetchKey(
  plaid: WebhookPort,
  kid: string,
  timeoutMs: number,
  now: () => number,
): Promise<WebhookKey> {
  // A scope of its own: the webhooks that share this lookup come and go.
  const scope = createRequestScope(timeoutMs, new AbortController().signal);
  try {
    const answer = await callPlaid(
      (options) => plaid.webhookVerificationKeyGet({ key_id: kid }, options),
      scope,
    );
    return parseKey(answer.key, kid, now());
  } catch (thrown) {
    throw isUnknownKey(thrown) ? new Refusal('unknown key') : thrown;
  } finally {
    scope.end();
  }
}

function parseKey(key: unknown, kid: string, now: number): WebhookKey {
  const fields = isRecord(key) ? key : {};
  const [x, y] = [nonEmptyString(fields.x), nonEmptyString(fields.y)];
  const isRight = fields.kty === 'EC' && fields.crv === 'P-256' && fields.kid === kid;
  if (!isRight || !x || !y) throw new Refusal('unknown key');
  // Unix time, in seconds; null for a key that is in use.
  const { expired_at: expiredAt } = fields;
  if (typeof expiredAt === 'number' && expiredAt * 1000 <= now) throw new Refusal('expired key');
  return { kty: 'EC', crv: 'P-256', x, y };
}

/** plaid.com/docs/errors/invalid-input, INVALID_WEBHOOK_VERIFICATION_KEY_ID */
function isUnknownKey(thrown: unknown): boolean {
  return (
    thrown instanceof HttpError &&
    thrown.init.problem?.errorCode === 'INVALID_WEBHOOK_VERIFICATION_KEY_ID'
  );
}

/** Not a refusal: it may be a genuine one, and Plaid delivers it again. */
function tooManyLookups(): HttpError {
  return new HttpError({
    ...badRequest(503, 'INTERNAL_SERVER_ERROR', 'Try again later.').init,
    problem: {
      errorCode: 'TOO_MANY_KEYS',
      message: `More than ${LOOKUPS_PER_MINUTE} unknown webhook keys in a minute: somebody sends forged webhooks.`,
    },
  });
}
