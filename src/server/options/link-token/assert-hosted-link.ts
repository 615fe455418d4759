import { assertKnownKeys } from '../assert/assert-known-keys';
import { assertOption, isFields } from '../assert/assert-option';
import { assertCompletionUri } from './assert-uri';
import type { HostedLinkSettings } from './link-token-settings';

const FIELDS: Readonly<Record<keyof HostedLinkSettings, true>> = {
  completionRedirectUri: true,
  urlLifetimeSeconds: true,
  isMobileApp: true,
  deliveryMethod: true,
};

/** 21 days (plaid@47, LinkTokenCreateHostedLink). */
export const MAX_LIFETIME_SECONDS = 21 * 24 * 60 * 60;

/** @throws RelinkError `invalid_options` for a field that Plaid would refuse or that would be dropped */
export function assertHostedLink(hostedLink: unknown, user: unknown): void {
  if (hostedLink === undefined || typeof hostedLink === 'boolean') return;
  assertOption(
    isFields(hostedLink),
    'linkToken.hostedLink',
    `must be true, false, or { ${Object.keys(FIELDS).join(', ')} }`,
    'Leave it out to offer no page of Plaid’s own.',
  );
  assertKnownKeys(hostedLink, Object.keys(FIELDS), 'linkToken.hostedLink');
  const { completionRedirectUri, urlLifetimeSeconds: lifetime, isMobileApp } = hostedLink;
  assertDelivery(hostedLink.deliveryMethod, user);
  assertCompletionUri(completionRedirectUri);
  assertOption(
    lifetime === undefined ||
      (typeof lifetime === 'number' &&
        Number.isInteger(lifetime) &&
        lifetime > 0 &&
        lifetime <= MAX_LIFETIME_SECONDS),
    'linkToken.hostedLink.urlLifetimeSeconds',
    `must be a whole number of seconds, from 1 to ${MAX_LIFETIME_SECONDS} (21 days)`,
    'Leave it out for 1800, which is half an hour.',
  );
  assertOption(
    isMobileApp === undefined || typeof isMobileApp === 'boolean',
    'linkToken.hostedLink.isMobileApp',
    'must be true or false',
    'It is true where an app opens the page in an ASWebAuthenticationSession or a Chrome custom tab.',
  );
}

const RECIPIENTS = new Map([
  ['sms', 'phoneNumber'],
  ['email', 'emailAddress'],
]);

function assertDelivery(method: unknown, user: unknown): void {
  if (method === undefined) return;
  const recipient = typeof method === 'string' ? RECIPIENTS.get(method) : undefined;
  const option = 'linkToken.hostedLink.deliveryMethod';
  assertOption(
    recipient !== undefined,
    option,
    "must be 'sms' or 'email'",
    'Leave it out to send the address yourself, or to open it in the page.',
  );
  assertOption(
    isFields(user) && user[recipient] !== undefined,
    option,
    `needs user.${recipient}`,
    'Return both from a linkToken function, for the purpose that needs them.',
  );
}
