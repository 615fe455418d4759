import { markNow, type Environment } from '../clock/environment';
import { createRelinkError } from '../errors/catalogue';
import { callGateway } from '../gateway/call-gateway';
import type { RelinkGateway } from '../gateway/wire';
import { parseToken } from './parse-token';
import type { ItemToken, TokenKey } from './token';

/**
 * Mints a token through the app's gateway.
 *
 * @throws RelinkError and nothing else
 */
export async function mintToken(
  gateway: RelinkGateway,
  key: TokenKey,
  env: Environment,
): Promise<ItemToken> {
  const { kind, itemId, accountSelection } = key;
  const since = markNow(env);
  const body = await callGateway<unknown>(itemId, env, (signal) =>
    kind === 'public_token'
      ? required(gateway, 'createPublicToken').call(gateway, itemId, { signal })
      : required(gateway, 'createLinkToken').call(gateway, itemId, { signal, accountSelection }),
  );
  return parseToken(key, body, since, env);
}

function required<Name extends keyof RelinkGateway>(
  gateway: RelinkGateway,
  name: Name,
): NonNullable<RelinkGateway[Name]> {
  const method = gateway[name];
  if (method) return method;
  throw createRelinkError('invalid_options', {
    message: `The gateway given to <RelinkProvider> has no ${name}(), which this tokenKind needs. Add it, or choose the other tokenKind.`,
  });
}
