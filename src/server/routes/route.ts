import type { Fields } from '../http/parse-body';
import type { OwnedItem } from '../options/owned-item';
import type { ServiceCall } from '../service/service-call';

/** A body that holds one id, a word and a flag or two. */
export const ONE_ITEM_BYTES = 4 * 1024;

/** What can be asked of the handler, and of the service. To add a route, write one and list it in `find-route.ts`. */
export interface Route<Body extends object> {
  /** Below `basePath`. It is the path of Plaid's own endpoint, where there is one. */
  path: string;
  /** How large the request's body may be. */
  maxBytes: number;
  /**
   * Checks the fields, then finds the Item by `findOwnedItem`.
   *
   * @returns the body of the 200
   */
  run<User, Item extends OwnedItem>(call: ServiceCall<User, Item>, fields: Fields): Promise<Body>;
}
