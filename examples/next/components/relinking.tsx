'use client';

import { useEffect, type ReactNode } from 'react';
import { RelinkProvider } from 'react-plaid-relink';

interface RelinkingProps {
  cspNonce: string | undefined;
  /** Set if this example runs without Plaid. Link is then a fake too. */
  fakePlaidUrl: string | null;
  children: ReactNode;
}

/** Hosts Link for everything below it. Its key is the user's id, so that no state of one user is left for the next. */
export function Relinking({ cspNonce, fakePlaidUrl, children }: RelinkingProps) {
  useEffect(() => {
    if (fakePlaidUrl === null) return;
    let isGone = false;
    let uninstall = (): void => {};
    // A separate chunk, which production never loads.
    void import('react-plaid-relink/testing').then(({ createFakeLink }) => {
      if (!isGone) uninstall = createFakeLink({ plaid: fakePlaidUrl, ui: 'dialog' }).install();
    });
    return () => {
      isGone = true;
      uninstall();
    };
  }, [fakePlaidUrl]);
  return <RelinkProvider cspNonce={cspNonce}>{children}</RelinkProvider>;
}
