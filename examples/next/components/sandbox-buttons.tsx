'use client';

import { useTransition } from 'react';
import { useRelinkClient } from 'react-plaid-relink';
import { addTransaction, breakItem } from '@/app/actions';

/** For the example only: what a bank and its user do. */
export function SandboxButtons({ itemId }: { itemId: string }) {
  const { invalidate } = useRelinkClient();
  const [isWorking, startWork] = useTransition();
  const act = (action: (itemId: string) => Promise<void>): void =>
    startWork(async () => {
      await action(itemId);
      // Where Plaid has no address for its webhooks, nothing else tells the page.
      invalidate(itemId);
    });
  return (
    <div className="sandbox">
      <button className="plain" disabled={isWorking} onClick={() => act(addTransaction)}>
        Buy something
      </button>
      <button className="plain" disabled={isWorking} onClick={() => act(breakItem)}>
        Break it
      </button>
    </div>
  );
}
