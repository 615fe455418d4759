import type { ItemBody } from '../../core/gateway/wire';
import { parseItemFields } from '../http/parse-body';
import { checkItem } from '../service/check-item';
import { findOwnedItem } from '../service/find-owned-item';
import { itemBody } from '../service/item-body';
import { ONE_ITEM_BYTES, type Route } from './route';

export const itemRoute: Route<ItemBody> = {
  path: '/item/get',
  maxBytes: ONE_ITEM_BYTES,
  async run(call, fields) {
    const { itemId } = parseItemFields(fields, []);
    const owned = await findOwnedItem(call, itemId);
    return itemBody(call, owned.itemId, await checkItem(owned));
  },
};
