import type { ItemBody } from '../../core/gateway/wire';
import { checkItem } from '../service/check-item';
import { findOwnedItem } from '../service/find-owned-item';
import { itemBody } from '../service/item-body';
import type { Route } from './route';

export const itemRoute: Route<ItemBody> = {
  path: '/item/get',
  fields: [],
  async run(call, { itemId }) {
    const owned = await findOwnedItem(call, itemId);
    return itemBody(owned.itemId, await checkItem(owned));
  },
};
