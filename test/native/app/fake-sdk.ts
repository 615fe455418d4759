/**
 * Stands for Plaid's SDK, which has no device here. The SDK's own types check it: what it does is what the SDK's JavaScript
 * does (build/index.js), with one session whose listeners hear whatever speaks.
 */
import type * as Sdk from 'react-native-plaid-link-sdk';
import type { LinkTokenConfiguration, PlaidLinkSession } from 'react-native-plaid-link-sdk';

let listeners: LinkTokenConfiguration | null = null;
let sessions = 0;

export const createPlaidLinkSession: typeof Sdk.createPlaidLinkSession = async (config) => {
  listeners = config;
  const id = `session-${(sessions += 1)}`;
  device.opened = null;
  await Promise.resolve();
  config.onLoad?.();
  const session: PlaidLinkSession = {
    open() {
      device.opened = { id, token: config.token };
      device.says('OPEN', { isUpdateMode: 'true' });
      return Promise.resolve();
    },
  };
  return session;
};

/** The device that shows Link. */
export const device = {
  opened: null as { id: string; token: string } | null,
  says(eventName: 'OPEN' | 'HANDOFF', metadata: { isUpdateMode?: string } = {}): void {
    listeners?.onEvent({
      eventName: eventName as Sdk.LinkEventName,
      metadata: {
        linkSessionId: device.opened?.id ?? '',
        viewName: '' as Sdk.LinkEventViewName,
        timestamp: '2026-11-29T12:00:00Z',
        metadataJson: '',
        ...metadata,
      },
    });
  },
  succeeds(): void {
    listeners?.onSuccess({
      publicToken: 'public-sandbox-1',
      metadata: {
        institution: { id: 'ins_1', name: 'First Platypus Bank' },
        accounts: [],
        linkSessionId: device.opened?.id ?? '',
      },
    });
  },
  exits(): void {
    listeners?.onExit({
      metadata: { linkSessionId: device.opened?.id ?? '', requestId: 'request-1' },
    });
  },
};
