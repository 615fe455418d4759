'use client';

import { useEffect, type ReactNode } from 'react';
import { RelinkProvider } from 'react-plaid-relink';

interface RelinkingProps {
  cspNonce: string | undefined;
  /** Set where this example runs without Plaid: then Link is a fake too. */
  fakePlaidUrl: string | null;
  children: ReactNode;
}

/** Hosts Link for everything below it. Give it the user's id as its key: nothing of one user is left for the next. */
export function Relinking({ cspNonce, fakePlaidUrl, children }: RelinkingProps) {
  useEffect(() => {
    if (fakePlaidUrl === null) return;
    let isGone = false;
    let uninstall = (): void => {};
    // A chunk of its own, which nobody loads in production.
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
