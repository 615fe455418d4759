import type { ItemInquiry } from '../plaid/item-inquiry';
import type { OwnedItem } from '../options/options';
import type { ParsedOptions } from '../options/parse-options';
import type { ParsedBody, WireFlag } from '../http/parse-request';
import type { RequestScope } from '../http/request-scope';

/** What a route has to work with: a signed-in user and an Item that is theirs. */
export interface RouteContext<User> {
  options: ParsedOptions<User>;
  request: Request;
  scope: RequestScope;
  inquiry: ItemInquiry;
  body: ParsedBody & { itemId: string };
  item: OwnedItem;
  user: User;
}

export interface Route {
  /** Below `basePath`; Plaid's own. */
  path: string;
  /** What the body may have beside `item_id`. */
  flags: readonly WireFlag[];
  /** @returns the body of the 200 */
  run<User>(context: RouteContext<User>): Promise<Record<string, unknown>>;
}
