import { createRequestDeadline } from '../../http/request-deadline';
import { fetchItem, type FetchedItem } from '../../plaid/fetch-item';
import { Stopped, Unanswered, type PlaidCaller } from './plaid-caller';
import type { SweepItem, SweepPlaidClient } from './sweep-options';

/** An answer of Plaid's, and when it was asked for. */
export interface AskedItem {
  fetched: FetchedItem;
  askedAt: string;
}

/** The longest time of a timer: the caller ends each call by itself, and pauses may take longer than that. */
const NEVER_MS = 2 ** 31 - 1;

/**
 * Asks Plaid for one Item, at the pace of the sweep. Either all calls are answered or none counts: without its accounts an
 * Item that shares none would be recorded as healthy.
 *
 * @throws Stopped, Unanswered, or the HttpError of a refusal that is not about the Item
 */
export async function askItem(
  plaid: SweepPlaidClient,
  { accessToken }: SweepItem,
  caller: PlaidCaller,
  now: () => number,
): Promise<AskedItem> {
  let askedAt = now();
  let lost: Stopped | Unanswered | null = null as Stopped | Unanswered | null;
  const paced: PlaidCaller['call'] = (work, isBegun) =>
    caller.call(work, isBegun).catch((thrown: unknown) => {
      if (thrown instanceof Stopped || thrown instanceof Unanswered) lost = thrown;
      throw thrown;
    });
  const client: Parameters<typeof fetchItem>[0] = {
    itemGet: (request) =>
      paced((options) => {
        askedAt = now();
        return plaid.itemGet(request, options);
      }, false),
  };
  if (plaid.accountsGet) {
    const { accountsGet } = plaid;
    client.accountsGet = (request) =>
      paced((options) => accountsGet.call(plaid, request, options), true);
  }
  const deadline = createRequestDeadline(NEVER_MS, new AbortController().signal);
  try {
    const fetched = await fetchItem(client, accessToken, deadline);
    if (lost) throw lost;
    return { fetched, askedAt: new Date(askedAt).toISOString() };
  } catch (thrown) {
    throw lost ?? thrown;
  } finally {
    deadline.end();
  }
}
