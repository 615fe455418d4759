import type { ItemsBody } from '../../core/gateway/wire';
import { errorBody, logHttpError } from '../http/error-body';
import { invalidRequest, toHttpError, type HttpError } from '../http/http-error';
import { assertFields, parseId, type Fields } from '../http/parse-body';
import type { OwnedItem } from '../options/owned-item';
import { checkItem, type CheckedItem } from '../service/check-item';
import { findOwnedItem } from '../service/find-owned-item';
import { itemBody } from '../service/item-body';
import { createSubject } from '../service/request-trace';
import type { ServiceCall } from '../service/service-call';
import { mapInLanes } from './map-in-lanes';
import type { Route } from './route';

const MAX_ITEMS = 100;

/** How many Items are looked up, and asked for at Plaid, at the same time. */
const LANES = 20;

/** The health of many Items at once. Each is found, counted and asked for as by a request of its own. */
export const itemsRoute: Route<ItemsBody> = {
  path: '/items/get',
  // A hundred ids of 200 characters.
  maxBytes: 32 * 1024,
  async run(call, fields) {
    const ids = parseItemIds(fields);
    const reported = new Set<string>();
    const asked = ids.map((id) => ({
      id,
      subject: createSubject(),
      error: null as HttpError | null,
    }));
    call.subject.items = asked;
    const answers = await mapInLanes(asked, LANES, async (one) => {
      const { id, subject } = one;
      try {
        return { id, checked: await checkOwnItem({ ...call, subject }, id) };
      } catch (thrown) {
        const error = toHttpError(thrown, 'findItem');
        one.error = error;
        // The client has disconnected, so that the other answers are not wanted either.
        if (error.init.status === CLIENT_CLOSED) throw error;
        reportOnce(call, error, reported);
        return { id, failure: errorBody(error) };
      }
    });
    // All at once: the answer waits for the banks no longer than that of one Item does.
    const items = answers.map(async ({ id, checked, failure }) =>
      checked ? itemBody(call, id, checked) : { item_id: id, error: failure },
    );
    return { items: await Promise.all(items) };
  },
};

const CLIENT_CLOSED = 499;

async function checkOwnItem<User, Item extends OwnedItem>(
  call: ServiceCall<User, Item>,
  id: string,
): Promise<CheckedItem> {
  const owned = await findOwnedItem(call, parseId(id));
  return checkItem(owned);
}

function parseItemIds(fields: Fields): string[] {
  assertFields(fields, ['item_ids']);
  const ids = fields.item_ids;
  if (
    Array.isArray(ids) &&
    ids.length > 0 &&
    ids.length <= MAX_ITEMS &&
    ids.every((id) => typeof id === 'string') &&
    new Set(ids).size === ids.length
  )
    return ids;
  throw invalidRequest(
    400,
    'INVALID_FIELD',
    `item_ids must be a list of 1 to ${MAX_ITEMS} different texts. Ask for more Items in several requests.`,
  );
}

/** An outage fails each Item in the same way, and one line says so. */
function reportOnce<User, Item extends OwnedItem>(
  { context, route }: ServiceCall<User, Item>,
  error: HttpError,
  reported: Set<string>,
): void {
  const kind = `${error.init.status} ${error.init.log?.errorCode}`;
  if (reported.has(kind)) return;
  reported.add(kind);
  const { options, quietLog } = context;
  logHttpError(error, { route, onError: options.onError, quietLog });
}
