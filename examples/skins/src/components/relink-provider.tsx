'use client';

import { RelinkProvider as Base, type RelinkProviderProps } from 'react-plaid-relink';
import { relinkTheme } from '@/components/relink-theme';

/** `<RelinkProvider>` with your Button and your colours in every relink component below it. */
export function RelinkProvider(props: RelinkProviderProps) {
  return <Base {...relinkTheme} {...props} />;
}
