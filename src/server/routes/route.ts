import type { BodyField, ParsedBody } from '../http/parse-body';
import type { OwnedItem } from '../options/owned-item';
import type { ServiceCall } from '../service/service-call';

/** What can be asked of the handler, and of the service. To add a route, write one and list it in `relink-handler.ts`. */
export interface Route<Body extends object> {
  /** Below `basePath`. It is the path of Plaid's own endpoint, where there is one. */
  path: string;
  /** The fields that the body may have beside `item_id`. */
  fields: readonly BodyField[];
  /**
   * Finds the Item first, by `findOwnedItem`.
   *
   * @returns the body of the 200
   */
  run<User, Item extends OwnedItem>(call: ServiceCall<User, Item>, body: ParsedBody): Promise<Body>;
}
