import { useEffect, type ReactNode } from 'react';
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
  if (health.state !== 'expiring' || !health.consentExpiresAt) return WORDS[health.remedy];
  const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(
    health.consentExpiresAt,
  );
  return `Access ends on ${date}`;
}

export interface ItemCardProps {
  itemId: string;
  /** Changes when the demo breaks the Item. */
  version: number;
  onBreak(): void;
  onStatus?(what: string): void;
  /** Replaces the usual button. */
  children?: (health: ItemHealth) => ReactNode;
}

/** One connection: the bank, its health, and the component that helps. */
export function ItemCard({ itemId, version, onBreak, onStatus, children }: ItemCardProps) {
  const { health, error, refresh } = useItemHealth(itemId);
  useEffect(() => {
    if (version > 0) void refresh();
  }, [version, refresh]);

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
            (health.state !== 'healthy' && (
              <RelinkButton
                itemId={itemId}
                // Another try is not the first remedy, but stays possible.
                className={health.remedy === 'visit_bank' ? 'plain' : 'primary'}
                accountSelection={health.remedy === 'relink_with_accounts'}
                onStatusChange={(status) => onStatus?.(`${health.institutionName}: ${status}`)}
              />
            )))}
      </div>
    </li>
  );
}
