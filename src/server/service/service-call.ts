import type { QuietLog } from '../http/quiet-log';
import type { RequestDeadline } from '../http/request-deadline';
import type { InstitutionDirectory } from '../institutions/institution-directory';
import type { OwnedItem } from '../options/owned-item';
import type { ParsedServerOptions } from '../options/parse-server-options';
import type { ItemCache } from '../plaid/item-cache';
import type { RecordKeeper } from '../records/record-keeper';
import type { Afterwards } from './afterwards';
import type { ItemAnswer } from './item-answer';
import type { Invalidations } from './invalidations';
import type { Subject } from './request-trace';

/** What a handler, or a service, keeps between its calls. */
export interface ServiceContext<User, Item extends OwnedItem> {
  options: ParsedServerOptions<User, Item>;
  itemCache: ItemCache<ItemAnswer>;
  invalidations: Invalidations;
  /** Null without `records`. */
  keeper: RecordKeeper | null;
  quietLog: QuietLog;
  /** Null where the option `institutions` is off. */
  institutions: InstitutionDirectory | null;
  /** The next question about this Item's health asks Plaid. Takes the app's id, and Plaid's. */
  invalidateHealth(itemId: string): void;
}

/** One call of a signed-in user. */
export interface ServiceCall<User, Item extends OwnedItem> {
  context: ServiceContext<User, Item>;
  /** The path of the route, for the log. */
  route: string;
  user: User;
  /** Null where the app does not say how its users are called. */
  userId: string | null;
  /** What the call is about, for `onRequest`. */
  subject: Subject;
  /** Null where the service was called without one. */
  request: Request | null;
  deadline: RequestDeadline;
  /** Whether only an answer will do that Plaid gives from now on. */
  isFresh: boolean;
  afterwards: Afterwards;
}

/** A call about an Item of the user's own. Only `findOwnedItem` makes one. */
export interface OwnedCall<User, Item extends OwnedItem> extends ServiceCall<User, Item> {
  item: Item;
  /** The id that was asked for, as the app calls the Item. */
  itemId: string;
  /** The hash of its access token. */
  itemKey: string;
  /** The id under which the record is kept. */
  plaidItemId: string;
}
