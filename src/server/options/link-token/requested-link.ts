import type { AppPlatform } from '../../../core/types';

/** What the page asks a link token for. The `linkToken` function chooses its settings by it. */
export interface RequestedLink {
  /**
   * Why the user opens Link: `'repair'`, `'renew'`, `'accounts'`, `'consent'`, or a word of the app's own. It comes from
   * the browser, so that it may choose between settings, and grants nothing.
   */
  purpose: string;
  /** Whether the user also chooses which accounts to share. */
  accountSelection: boolean;
  /** Whether Plaid's own page is asked for, in place of Link in the app's page. */
  hostedLink: boolean;
  /** Where Link opens: in a browser, or in an app by Plaid's SDK. An Android app gets a token of its own kind. */
  platform: 'web' | AppPlatform;
}

/** Account selection and the purpose `'accounts'` mean the same, so that either brings the other. */
export function toRequestedLink({
  purpose,
  accountSelection,
  hostedLink,
  platform,
}: {
  purpose: string | null;
  accountSelection: boolean;
  hostedLink: boolean;
  platform: AppPlatform | null;
}): RequestedLink {
  return {
    purpose: purpose ?? (accountSelection ? 'accounts' : 'repair'),
    accountSelection: accountSelection || purpose === 'accounts',
    hostedLink,
    platform: platform ?? 'web',
  };
}
