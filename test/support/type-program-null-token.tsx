/**
 * What an app may not write where its react-plaid-link knows that there may be no public token, which is since version 5.
 * For the compiler alone, like type-program.tsx.
 */
import type { ReactElement } from 'react';
import { RelinkButton } from 'react-plaid-relink';

export const wrong: ReactElement = (
  <RelinkButton
    itemId="item-1"
    // @ts-expect-error there may be no token
    onSuccess={(publicToken: string) => publicToken.length}
  />
);
