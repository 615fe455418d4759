import { toPlaidError } from '../../plaid/plaid-error';
import { Stopped, Unanswered, type PlaidCaller } from './plaid-caller';
import type { SweepItem, SweepOptions, SweepVisit } from './sweep-options';

/** Compares where an Item's webhooks go with `webhookUrl`, and repairs it where the app asked for that. */
export function createWebhookComparison<Item extends SweepItem>(
  { plaid, webhookUrl, repairWebhooks }: SweepOptions<Item>,
  caller: PlaidCaller,
  report: (item: Item, error: unknown, appFunction: string) => Promise<void>,
): (item: Item, address: string | null | undefined) => Promise<SweepVisit['webhook']> {
  return async (item, address) => {
    if (webhookUrl === undefined || address === undefined) return 'not_compared';
    if (isSameUrl(address, webhookUrl)) return 'here';
    if (!repairWebhooks) return 'elsewhere';
    const request = { access_token: item.accessToken, webhook: webhookUrl };
    try {
      await caller.call(async (options) => {
        // `assertSweepOptions` has seen that the method is there.
        const answer = await plaid.itemWebhookUpdate?.(request, options);
        return answer ?? { data: null };
      }, true);
      return 'repaired';
    } catch (thrown) {
      const hasAnswer = !(thrown instanceof Stopped || thrown instanceof Unanswered);
      if (!(thrown instanceof Stopped))
        await report(item, hasAnswer ? toPlaidError(thrown) : thrown, 'plaid.itemWebhookUpdate');
      return 'elsewhere';
    }
  };
}

function isSameUrl(address: string | null, webhookUrl: string): boolean {
  if (address === null || !URL.canParse(address)) return false;
  return new URL(address).href === new URL(webhookUrl).href;
}
