import { classifyItem } from '../core/health';
import { isRecord, textOf } from '../core/wire';
import { Failure, internal } from './failure';
import { checkLinkToken, type OwnedItem, type ParsedOptions } from './options';
import type { ParsedBody } from './parse-request';
import { callPlaid } from './plaid-call';
import type { PlaidAnswer, PlaidCallOptions } from './plaid-port';

/** What a route has to work with: a signed-in user and an Item that is theirs. */
export interface RouteContext<User> {
  options: ParsedOptions<User>;
  request: Request;
  body: ParsedBody & { itemId: string };
  item: OwnedItem;
  user: User;
}

export interface Route {
  takesFlag: boolean;
  run<User>(context: RouteContext<User>): Promise<Record<string, unknown>>;
}

/** Plaid's life of both token kinds for an existing Item, in seconds. */
const DEFAULT_LIFETIME_S = 30 * 60;

export const ROUTES: Readonly<Record<string, Route>> = {
  '/item/public_token/create': {
    takesFlag: false,
    async run(context) {
      const { options, item } = context;
      const data = await plaid(context, (call) =>
        options.plaid.itemCreatePublicToken({ access_token: item.accessToken }, call),
      );
      return tokenBody(data, 'public_token', 'public-');
    },
  },

  '/link/token/create': {
    takesFlag: true,
    async run(context) {
      const { options, item, user, request, body } = context;
      const settings =
        typeof options.linkToken === 'function'
          ? await options.linkToken(item, user, request)
          : options.linkToken;
      checkLinkToken(settings);
      const data = await plaid(context, (call) =>
        options.plaid.linkTokenCreate(
          {
            // The Item's access token is what makes this update mode; without it Link would make a new Item.
            access_token: item.accessToken,
            user: { client_user_id: item.clientUserId },
            client_name: settings.clientName,
            country_codes: [...settings.countryCodes],
            language: settings.language,
            ...(settings.redirectUri !== undefined && { redirect_uri: settings.redirectUri }),
            ...(settings.linkCustomizationName !== undefined && {
              link_customization_name: settings.linkCustomizationName,
            }),
            ...(settings.additionalConsentedProducts && {
              additional_consented_products: [...settings.additionalConsentedProducts],
            }),
            ...(body.accountSelection && { update: { account_selection_enabled: true } }),
          },
          call,
        ),
      );
      return tokenBody(data, 'link_token', 'link-');
    },
  },

  '/item/get': {
    takesFlag: false,
    async run(context) {
      const { options, item, body } = context;
      const answer = await plaid(context, (call) =>
        options.plaid.itemGet({ access_token: item.accessToken }, call),
      ).catch(asItem);
      const health = classifyItem(answer.item, Date.now());
      return {
        item_id: body.itemId,
        health: health.state,
        remedy: health.remedy,
        error_code: health.errorCode,
        consent_expiration_time: health.consentExpiresAt?.toISOString() ?? null,
        institution_name: health.institutionName,
        request_id: textOf(answer.request_id),
      };
    },
  },
};

function plaid<User>(
  { options, request }: RouteContext<User>,
  call: (options: PlaidCallOptions) => PlaidAnswer,
): Promise<Record<string, unknown>> {
  return callPlaid(call, options.timeoutMs, request.signal);
}

/** An Item that Plaid does not know any more is an answer about its health, not a failure to ask. */
function asItem(failure: unknown): Record<string, unknown> {
  if (!(failure instanceof Failure)) throw failure;
  const { errorType, errorCode, requestId } = failure.init;
  if (errorType !== 'ITEM_ERROR') throw failure;
  return {
    item: { error: { error_type: errorType, error_code: errorCode } },
    request_id: requestId,
  };
}

/** Takes the named fields of Plaid's answer and no others, so that nothing else can slip through. */
function tokenBody(
  data: Record<string, unknown>,
  name: 'public_token' | 'link_token',
  prefix: string,
): Record<string, unknown> {
  const token = textOf(data[name]);
  if (!token?.startsWith(prefix)) {
    throw internal({
      errorCode: 'INVALID_ANSWER',
      message: `Plaid's answer has no ${name} ("${prefix}…"). Is the plaid client the official one?`,
    });
  }
  const expiration = textOf(data.expiration);
  const leftMs = Date.parse(expiration ?? '') - Date.now();
  return {
    [name]: token,
    ...(isRecord(data) && expiration ? { expiration } : {}),
    expires_in: Number.isNaN(leftMs) ? DEFAULT_LIFETIME_S : Math.max(Math.floor(leftMs / 1000), 0),
    request_id: textOf(data.request_id),
  };
}
