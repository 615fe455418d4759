import type { RelinkOptions } from '../../core/client/session-types';
import { lacksConsent } from '../../core/item/item-problem';
import type { ItemHealth, NoticeTopic } from '../../core/types';

/** What a relink from a notice is for, where the app does not say: the server chooses Link's products and texts by it. */
export function noticePurpose(
  topic: NoticeTopic,
  health: ItemHealth | null,
  options: RelinkOptions,
): Pick<RelinkOptions, 'purpose' | 'accountSelection'> {
  const isAboutAccounts = topic === 'accounts' || topic === 'new_accounts';
  return {
    // Undefined for most topics: the session decides by `accountSelection`.
    purpose: options.purpose ?? purposeOf(topic, health),
    // Undefined for other topics: the session decides, and may have learned from the server that accounts are missing.
    accountSelection: options.accountSelection ?? (isAboutAccounts || undefined),
  };
}

function purposeOf(topic: NoticeTopic, health: ItemHealth | null): RelinkOptions['purpose'] {
  if (topic === 'expiring' || topic === 'migrating') return 'renew';
  return topic === 'relink' && health && lacksConsent(health) ? 'consent' : undefined;
}
