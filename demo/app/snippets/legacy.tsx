import type { ReactNode } from 'react';
import { RelinkProvider } from 'react-plaid-relink';

interface Props {
  publicKey: string;
  children: ReactNode;
}

/** For apps that still have a public key: the components below it open Link with a public token. */
export function LegacyProvider({ publicKey, children }: Props) {
  const options = { publicKey, clientName: 'Acme', env: 'sandbox', product: ['auth'] };
  return <RelinkProvider publicKeyOptions={options}>{children}</RelinkProvider>;
}
