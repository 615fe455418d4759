import type { ReactNode } from 'react';
import { RelinkButton, useItemHealth, type ItemHealth } from 'react-plaid-relink';

const WORDS: Record<ItemHealth['remedy'], string> = {
  none: 'Up to date',
  relink: 'Needs you to log in again',
  relink_with_accounts: 'No accounts are shared any more',
  new_link: 'Access was withdrawn: connect this bank again',
  visit_bank: 'Your bank needs you first: unlock your account there',
  wait: 'The bank is not reachable right now',
};

function describe(health: ItemHealth): string {
  const { state, remedy, consentExpiresAt, reason } = health;
  if (hasNewAccounts(health)) return 'Up to date. You have a new account at this bank';
  if (state !== 'expiring' || !consentExpiresAt) return WORDS[remedy];
  const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(consentExpiresAt);
  return reason === 'INSTITUTION_MIGRATION'
    ? `Your bank moves to a new login, and access ends on ${date}`
    : `Access ends on ${date}`;
}

/** Nothing is broken, so `state` is `healthy`. */
function hasNewAccounts({ state, flags }: ItemHealth): boolean {
  return state === 'healthy' && flags?.includes('new_accounts') === true;
}

export interface ItemCardProps {
  itemId: string;
  onBreak(): void;
  onStatus?(what: string): void;
  /** Replaces the usual button. */
  children?: (health: ItemHealth) => ReactNode;
}

/** One connection: the bank, its health, and the component that helps. */
export function ItemCard({ itemId, onBreak, onStatus, children }: ItemCardProps) {
  const { health, error } = useItemHealth(itemId);

  return (
    <li className="item" data-item={itemId} data-health={health?.state ?? 'loading'}>
      <div className="about">
        <h2>{health?.institutionName ?? (error ? 'Connection' : 'Loading…')}</h2>
        <p className="health">{health ? describe(health) : error?.displayMessage}</p>
      </div>
      <div className="actions">
        {health?.state === 'healthy' && (
          <button type="button" className="plain" onClick={onBreak}>
            Break it
          </button>
        )}
        {health &&
          (children?.(health) ??
            ((health.state !== 'healthy' || hasNewAccounts(health)) && (
              <RelinkButton
                itemId={itemId}
                // Another try is not the first remedy, but stays possible.
                className={health.remedy === 'visit_bank' ? 'plain' : 'primary'}
                accountSelection={
                  health.remedy === 'relink_with_accounts' || hasNewAccounts(health)
                }
                onStatusChange={(status) => onStatus?.(`${health.institutionName}: ${status}`)}
              >
                {({ status }) =>
                  status === 'idle' && hasNewAccounts(health) && 'Share the new account'
                }
              </RelinkButton>
            )))}
      </div>
    </li>
  );
}
