import type { BodyField, ParsedBody } from '../http/parse-body';
import type { RequestDeadline } from '../http/request-deadline';
import type { OwnedItem } from '../options/owned-item';
import type { ParsedOptions } from '../options/parse-options';
import type { ItemCache } from '../plaid/item-cache';

/** What a route gets once the user is signed in and owns the Item. */
export interface RouteContext<User, Item extends OwnedItem> {
  options: ParsedOptions<User, Item>;
  request: Request;
  deadline: RequestDeadline;
  itemCache: ItemCache;
  body: ParsedBody & { itemId: string };
  item: Item;
  user: User;
}

/** One path of the handler. To add a route, write one and list it in `relink-handler.ts`. */
export interface Route {
  /** Below `basePath`. It is the path of Plaid's own endpoint. */
  path: string;
  /** The fields that the body may have beside `item_id`. */
  fields: readonly BodyField[];
  /** @returns the body of the 200 */
  run<User, Item extends OwnedItem>(
    context: RouteContext<User, Item>,
  ): Promise<Record<string, unknown>>;
}
