'use client';

import type { ReactNode } from 'react';
import { RelinkProvider, type ItemsBody } from 'react-plaid-relink';
import { sendActivity } from '@/lib/send-activity';
import { FakeLink } from './fake-link';

interface RelinkingProps {
  cspNonce: string | undefined;
  /** Set if this example runs without Plaid. Link is then a fake too. */
  fakePlaidUrl: string | null;
  /** What the server knows of the Items, so that their notices are in the HTML. */
  initialHealth: ItemsBody;
  children: ReactNode;
}

/** Hosts Link for everything below it. Its key is the user's id, so that no state of one user is left for the next. */
export function Relinking({ cspNonce, fakePlaidUrl, initialHealth, children }: RelinkingProps) {
  return (
    <RelinkProvider cspNonce={cspNonce} initialHealth={initialHealth} onActivity={sendActivity}>
      {fakePlaidUrl === null ? children : <FakeLink plaidUrl={fakePlaidUrl}>{children}</FakeLink>}
    </RelinkProvider>
  );
}
