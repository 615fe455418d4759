'use client';

import { useEffect, useState, type ReactNode } from 'react';

interface FakeLinkProps {
  plaidUrl: string;
  children: ReactNode;
}

/**
 * Stands in for Plaid Link where this example runs without Plaid. The page takes no input before, since a click would
 * load Plaid's own script. Your app needs none of this.
 */
export function FakeLink({ plaidUrl, children }: FakeLinkProps) {
  const [isInstalled, setInstalled] = useState(false);
  useEffect(() => {
    let isGone = false;
    let uninstall = (): void => {};
    // A separate chunk, which production never loads.
    void import('react-plaid-relink/testing').then(({ createFakeLink }) => {
      if (isGone) return;
      uninstall = createFakeLink({ plaid: plaidUrl, ui: 'dialog' }).install();
      setInstalled(true);
    });
    return () => {
      isGone = true;
      uninstall();
      setInstalled(false);
    };
  }, [plaidUrl]);
  return <div inert={!isInstalled}>{children}</div>;
}
