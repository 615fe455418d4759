import type { RelinkActivity } from 'react-plaid-relink';

/** What PostHog's `posthog-js` is, and with other names for the same most products of its kind. */
interface Analytics {
  capture(
    event: string,
    properties: Record<string, unknown>,
    options: { timestamp: Date },
  ): unknown;
}

/** For `<RelinkProvider onActivity>`. */
export const captureActivity =
  (analytics: Analytics) =>
  ({ name, at, ...properties }: RelinkActivity): void => {
    analytics.capture(`bank relink ${name}`, properties, { timestamp: at });
  };
