import type { ItemBody } from '../../core/gateway/wire';
import { accountIdsOf } from '../../core/item/next-record';
import { accountChanges, accountIdsBefore } from '../../core/item/record-health';
import { parseItemFields } from '../http/parse-body';
import type { OwnedItem } from '../options/owned-item';
import { URGENT } from '../plaid/item-cache';
import {
  askOnce,
  freshnessOfRepetition,
  healthOfAnswer,
  tellHealth,
  type SharedAnswer,
} from '../service/check-item';
import { findOwnedItem } from '../service/find-owned-item';
import { itemBody } from '../service/item-body';
import type { ServiceCall } from '../service/service-call';
import { ONE_ITEM_BYTES, type Route } from './route';

/** The page reports that the user went through Link with success. It ends flags of the user's own Item, and no more. */
export const relinkedRoute: Route<ItemBody> = {
  path: '/item/relinked',
  maxBytes: ONE_ITEM_BYTES,
  async run(call, fields) {
    const body = parseItemFields(fields, [
      'link_session_id',
      'purpose',
      'account_selection_enabled',
    ]);
    const { linkSessionId, accountSelection } = body;
    const owned = await findOwnedItem(call, body.itemId);
    const { itemId, item, plaidItemId } = owned;
    const { user, afterwards } = call;
    const { keeper, options } = call.context;
    const purpose = body.purpose ?? 'repair';
    const relink = {
      type: 'relink',
      at: new Date().toISOString(),
      purpose,
      accountSelection,
      linkSessionId,
    } as const;
    // Before the question: from here on no machine believes an older answer.
    const kept = await keeper?.apply(plaidItemId, relink);
    // As it was before the question: its answer has the accounts of now.
    const before = kept?.before ?? null;
    const isTold = before?.relinks.some((told) => told.linkSessionId === linkSessionId) ?? false;
    const askAgain = (): Promise<SharedAnswer> => askOnce(owned, URGENT);
    const shared =
      before && isTold
        ? // A failure that is shared with the first report is no answer to this one.
          await askOnce(owned, freshnessOfRepetition(before)).catch(askAgain)
        : await askAgain();
    const { answer } = shared;
    // Without a plaidItemId of the app's, only the answer shows under which id the record is kept.
    const isOther = answer.plaidItemId !== plaidItemId;
    // The store failed a moment ago, and has kept the answer since.
    const isMissing = !kept && answer.record !== null;
    const again = isOther || isMissing ? await keeper?.apply(answer.plaidItemId, relink) : null;
    const known = again ?? kept ?? null;
    const health = healthOfAnswer(owned, answer, known?.after ?? null);
    tellHealth(owned, shared, health);
    const { onRelinked } = options;
    // A relink that was not kept may be reported again, so that its flags end.
    const isRepetition =
      known !== null && (await isRepeated(call, answer.plaidItemId, linkSessionId));
    if (onRelinked && !isRepetition) {
      const after = accountIdsOf(answer.change.accounts);
      const accounts = accountChanges(before && accountIdsBefore(before, Date.now()), after);
      afterwards.add('onRelinked', () =>
        onRelinked({ itemId, item, user, health, linkSessionId, purpose, accounts }),
      );
    }
    return itemBody(call, itemId, { health, requestId: answer.requestId });
  },
};

/**
 * Remembers that the session was reported. Only after the answer: where Plaid could not be asked, the page reports the
 * session again, and that report is the first.
 */
async function isRepeated<User, Item extends OwnedItem>(
  { context: { keeper } }: ServiceCall<User, Item>,
  plaidItemId: string,
  linkSessionId: string | null,
): Promise<boolean> {
  if (linkSessionId === null || !keeper) return false;
  // Of two reports at the same moment, the store lets one be the first.
  const kept = await keeper.apply(plaidItemId, { type: 'report', linkSessionId });
  return kept?.before?.reportedSessions.includes(linkSessionId) ?? false;
}
