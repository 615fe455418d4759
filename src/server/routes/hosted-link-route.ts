import type { ItemBody } from '../../core/gateway/wire';
import type { ItemRemedy } from '../../core/types';
import { HttpError, internalError, invalidRequest } from '../http/http-error';
import { parseItemFields, type Fields } from '../http/parse-body';
import { MAX_LIFETIME_SECONDS } from '../options/link-token/assert-hosted-link';
import { LANGUAGES } from '../options/link-token/assert-language';
import { isCompletionUri } from '../options/link-token/assert-uri';
import type {
  HostedLinkSettings,
  LinkTokenSettings,
} from '../options/link-token/link-token-settings';
import { toRequestedLink } from '../options/link-token/requested-link';
import { checkItem } from '../service/check-item';
import { findOwnedItem } from '../service/find-owned-item';
import { itemBody } from '../service/item-body';
import { linkSettingsOf, mintLinkToken } from '../service/mint-link-token';
import { linkTokenRoute } from './link-token-route';
import { ONE_ITEM_BYTES, type Route } from './route';

/** The address of Plaid's own page, and how the Item was when it was made. */
export interface HostedLinkBody {
  url: string;
  /** Milliseconds since the epoch. */
  expiresAtMs: number;
  item: ItemBody;
  request_id?: string | undefined;
}

/** Of the service alone: no browser may ask for a token that lives for days. */
export const hostedLinkRoute: Route<HostedLinkBody> = {
  path: linkTokenRoute.path,
  maxBytes: ONE_ITEM_BYTES,
  async run(call, { lifetime_ms, completion_redirect_uri, is_mobile_app, language, ...rest }) {
    const body = parseItemFields(rest, ['purpose']);
    const lifetimeMs = parseLifetime(lifetime_ms);
    const page = parsePage({ completion_redirect_uri, is_mobile_app });
    const linkLanguage = parseLanguage(language);
    const owned = await findOwnedItem(call, body.itemId);
    const checked = await checkItem(owned);
    const { remedy } = checked.health;
    const purpose = body.purpose ?? 'repair';
    assertHelps(remedy, purpose);
    const requested = toRequestedLink({
      purpose,
      accountSelection: remedy === 'relink_with_accounts',
      hostedLink: true,
      // A mail is read in a browser.
      platform: null,
    });
    const settings = await linkSettingsOf(owned, requested);
    const mintedAtMs = Date.now();
    const minted = await mintLinkToken(owned, requested, {
      ...settings,
      hostedLink: {
        ...defaultsOf(settings),
        ...page,
        urlLifetimeSeconds: Math.floor(lifetimeMs / 1000),
      },
      ...(linkLanguage !== null && { language: linkLanguage }),
    });
    const { hosted_link_url: url, expiration, request_id } = minted;
    if (url === undefined) throw noPage();
    return {
      url,
      expiresAtMs: expiration === undefined ? mintedAtMs + lifetimeMs : Date.parse(expiration),
      item: await itemBody(call, owned.itemId, checked),
      ...(request_id !== undefined && { request_id }),
    };
  },
};

function defaultsOf({ hostedLink }: LinkTokenSettings): HostedLinkSettings {
  return typeof hostedLink === 'object' ? hostedLink : {};
}

function parseLifetime(value: unknown): number {
  const maxMs = MAX_LIFETIME_SECONDS * 1000;
  if (typeof value === 'number' && value >= 1000 && value <= maxMs) return value;
  throw invalidField(
    `lifetimeMs must be a number of milliseconds, from 1000 (a second) to ${maxMs} (21 days).`,
  );
}

function parsePage({ completion_redirect_uri: uri, is_mobile_app: isApp }: Fields): {
  completionRedirectUri?: string;
  isMobileApp?: boolean;
} {
  if (uri !== undefined && !isCompletionUri(uri)) {
    throw invalidField(
      'completionRedirectUri must be an absolute URI, of a page or of an app’s own scheme.',
    );
  }
  if (isApp !== undefined && typeof isApp !== 'boolean') {
    throw invalidField('isMobileApp must be a boolean.');
  }
  return {
    ...(uri !== undefined && { completionRedirectUri: uri }),
    ...(isApp !== undefined && { isMobileApp: isApp }),
  };
}

/** @returns null where the language is that of the app's settings */
function parseLanguage(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value === 'string' && LANGUAGES.includes(value)) return value;
  throw invalidField(`language must be one that Link has: ${LANGUAGES.join(', ')}.`);
}

/**
 * An address that lives for days is sent for what Link can mend, and for what the app itself asks of a well Item, which it
 * says by the purpose.
 *
 * @throws HttpError 409
 */
function assertHelps(remedy: ItemRemedy, purpose: string): void {
  if (remedy === 'new_link') {
    throw notRelinkable(
      remedy,
      'Update mode cannot help this Item: the user has to connect the bank again.',
    );
  }
  if (purpose !== 'repair') return;
  if (remedy === 'none') {
    throw notRelinkable(
      remedy,
      'The Item is well, so there is nothing to repair. For another reason to open Link, pass its purpose.',
    );
  }
  if (remedy === 'wait') {
    throw notRelinkable(remedy, 'The bank or Plaid is down, and the user can do nothing about it.');
  }
}

function notRelinkable(remedy: ItemRemedy, message: string): HttpError {
  return new HttpError({
    status: 409,
    errorType: 'ITEM_ERROR',
    errorCode: 'NOT_RELINKABLE',
    message,
    remedy,
  });
}

function invalidField(message: string): HttpError {
  return invalidRequest(400, 'INVALID_FIELD', message);
}

function noPage(): HttpError {
  return internalError({
    errorCode: 'INVALID_ANSWER',
    message:
      "Plaid's answer has no hosted_link_url, though hosted_link was sent. Is the plaid client the official one?",
  });
}
