'use client';

import { RelinkNotice, useItemHealth } from 'react-plaid-relink';
import type { ItemRow } from '@/lib/items';
import { SandboxButtons } from './sandbox-buttons';

/** A connection: what the database has of it, and the notice while it needs the user. */
export function ConnectionCard({ item }: { item: ItemRow }) {
  const { itemId, institutionName, state, transactionCount } = item;
  const { health } = useItemHealth(itemId);
  const logoUrl = health?.institution?.logoUrl;
  const isHealthy = health?.state === 'healthy';

  return (
    <li data-item={itemId} data-state={state} data-health={health?.state ?? 'unknown'}>
      <div className="bank">
        {logoUrl && <img src={logoUrl} alt="" width={36} height={36} />}
        <div>
          <h2>{institutionName}</h2>
          <p>
            {isHealthy && 'Connected · '}
            {transactionCount} transactions
          </p>
        </div>
      </div>
      {isHealthy && <SandboxButtons itemId={itemId} />}
      <RelinkNotice itemId={itemId} newAccounts />
    </li>
  );
}
