import type { OwnedItem, ParsedOptions } from './options';
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
  /** Below `basePath`; Plaid's own. */
  path: string;
  /** Whether the body may have `account_selection_enabled`. */
  takesFlag: boolean;
  /** @returns the body of the 200 */
  run<User>(context: RouteContext<User>): Promise<Record<string, unknown>>;
}

/** Calls Plaid within the handler's time-out, for as long as the client waits. */
export function askPlaid<User>(
  { options, request }: RouteContext<User>,
  call: (options: PlaidCallOptions) => PlaidAnswer,
): Promise<Record<string, unknown>> {
  return callPlaid(call, options.timeoutMs, request.signal);
}
