'use client';

import { useTransition } from 'react';
import { RelinkButton, useItemHealth, type ItemHealth } from 'react-plaid-relink';
import { breakItem, rememberHealth } from '@/app/actions';
import type { ItemRow } from '@/lib/items';

const WORDS: Record<ItemHealth['state'], string> = {
  healthy: 'Connected',
  needs_update: 'Needs you to log in again',
  expiring: 'Access ends soon',
  revoked: 'Access was withdrawn',
  unavailable: 'The bank cannot be reached right now',
};

/** Shows the state in the database at once, and Plaid's answer a moment later. */
export function ConnectionCard({ item }: { item: ItemRow }) {
  const { itemId, institutionName, state } = item;
  const { health, refresh } = useItemHealth(itemId);
  const [isWorking, startWork] = useTransition();
  const shown = health?.state ?? state;

  return (
    <li data-item={itemId} data-state={state} data-health={health?.state ?? 'unknown'}>
      <div>
        <h2>{institutionName}</h2>
        <p>{WORDS[shown]}</p>
      </div>
      {shown === 'healthy' ? (
        <button
          className="plain"
          disabled={isWorking}
          onClick={() =>
            startWork(async () => {
              await breakItem(itemId);
              await refresh();
            })
          }
        >
          Break it
        </button>
      ) : (
        <RelinkButton
          itemId={itemId}
          className="primary"
          onRelinked={() => startWork(() => rememberHealth(itemId))}
        />
      )}
    </li>
  );
}
