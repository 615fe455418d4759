import { createRelinkError } from '../core/errors/catalogue';
import { createHttpGateway } from '../core/gateway/http-gateway';
import type { LinkTokenCall, RelinkGateway } from '../core/gateway/wire';
import type { AppPlatform } from '../core/types';

/** Headers for each request to the backend, or a function that returns them, called before each request. */
export type NativeHeaders =
  | Readonly<Record<string, string>>
  | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);

/** A backend, as an app calls it: its token requests name the platform. */
export function nativeGateway(
  gateway: string | RelinkGateway,
  headers: NativeHeaders | undefined,
  platform: AppPlatform | undefined,
): RelinkGateway {
  const called = typeof gateway === 'string' ? httpGateway(gateway, headers) : gateway;
  const { createPublicToken, createLinkToken, getItem, reportRelink, getItems } = called;
  const withPlatform = (call: LinkTokenCall): LinkTokenCall => ({
    ...call,
    ...(platform && { platform }),
  });
  return {
    ...(createPublicToken && { createPublicToken: createPublicToken.bind(called) }),
    ...(createLinkToken && {
      createLinkToken: (itemId, call) => createLinkToken.call(called, itemId, withPlatform(call)),
    }),
    ...(getItem && { getItem: getItem.bind(called) }),
    ...(reportRelink && { reportRelink: reportRelink.bind(called) }),
    ...(getItems && { getItems: getItems.bind(called) }),
  } as RelinkGateway;
}

/** A host, and no user: an address with a password would show it in errors. */
const ABSOLUTE = /^https?:\/\/[^/?#@\s]+(?:[/?#]|$)/i;

function httpGateway(baseUrl: string, headers: NativeHeaders | undefined): RelinkGateway {
  if (!ABSOLUTE.test(baseUrl)) return failing(notAbsolute());
  const usual = createHttpGateway({ baseUrl, headers });
  // `fetch` of React Native ignores `cache`, which asks a browser for the header.
  const fresh = createHttpGateway({
    baseUrl,
    headers: async () => ({
      ...(typeof headers === 'function' ? await headers() : headers),
      'cache-control': 'no-cache',
    }),
  });
  return {
    ...usual,
    getItem: (itemId, call) => (call.fresh ? fresh : usual).getItem(itemId, call),
    getItems: (itemIds, call) => (call.fresh ? fresh : usual).getItems(itemIds, call),
  };
}

/** An app that starts with a wrong setting goes on: each use of this package fails with the reason. */
function failing(error: Error): RelinkGateway {
  const fail = (): Promise<never> => Promise.reject(error);
  return {
    createPublicToken: fail,
    createLinkToken: fail,
    getItem: fail,
    reportRelink: fail,
    getItems: fail,
  };
}

function notAbsolute(): Error {
  return createRelinkError('invalid_options', {
    message:
      "The gateway given to <RelinkProvider> must be an absolute URL, such as 'https://api.example.com/api/plaid', without a user name: an app has no origin of its own, so that a path leads nowhere. Check the variable that holds it.",
  });
}
