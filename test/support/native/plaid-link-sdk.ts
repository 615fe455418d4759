/**
 * Stands for Plaid's SDK, and does what its JavaScript does (build/index.js of react-native-plaid-link-sdk 13): one session, and
 * listeners that hear whatever session speaks. `sdk` is the other side: the device.
 */
import type { LinkTokenConfiguration, PlaidLinkSession } from 'react-native-plaid-link-sdk';

type Heard = Omit<LinkTokenConfiguration, 'token' | 'onLoad'>;

interface FakeSession {
  readonly token: string;
  /** The word of each session that its metadata has. */
  readonly id: string;
  opened: number;
}

let listeners: Partial<Heard> = {};
let rejectNext: { create?: Error; open?: Error } = {};
let isSlow = false;
let mode = 'true';
let waiting: (() => void)[] = [];
let sessions: FakeSession[] = [];
/** Never the same again: the package remembers what it has heard. */
let count = 0;

export async function createPlaidLinkSession({
  token,
  onLoad,
  ...heard
}: LinkTokenConfiguration): Promise<PlaidLinkSession> {
  listeners = heard;
  const { create, open } = rejectNext;
  rejectNext = {};
  if (create) throw create;
  const session = { token, id: `session-${(count += 1)}`, opened: 0 };
  sessions.push(session);
  if (isSlow) await new Promise<void>((resolve) => waiting.push(resolve));
  onLoad?.();
  return {
    open() {
      if (open) return Promise.reject(open);
      session.opened += 1;
      says(session, 'OPEN', { isUpdateMode: mode });
      return Promise.resolve();
    },
  };
}

/** Metadata of Android: what is missing is an empty text. */
const NOTHING = { institution: '', accounts: [], status: '', requestId: '', metadataJson: '' };
const BANK = { id: 'ins_1', name: 'First Platypus Bank' };

function says(session: FakeSession, eventName: string, metadata: object = {}): void {
  listeners.onEvent?.({
    eventName,
    metadata: { ...NOTHING, linkSessionId: session.id, timestamp: '', ...metadata },
  });
}

export const sdk = {
  /** Every session that was created, in their order. */
  get sessions(): readonly FakeSession[] {
    return sessions;
  },
  get newest(): FakeSession {
    const newest = sessions.at(-1);
    if (!newest) throw new Error('No session was created.');
    return newest;
  },
  /** The next session is not created, or does not open. */
  refuseNext(refusal: { create?: Error; open?: Error }): void {
    rejectNext = refusal;
  },
  /** Sessions load only when `load()` is called. */
  beSlow(): void {
    isSlow = true;
  },
  load(): void {
    for (const resolve of waiting.splice(0)) resolve();
  },
  says,
  /** What the next sessions say as they open: whether they are in update mode. */
  openInMode(isUpdateMode: 'true' | 'false' | ''): void {
    mode = isUpdateMode;
  },
  succeeds(session: FakeSession, metadata: object = {}): void {
    sdk.tellsSuccess(session, metadata);
    delete listeners.onSuccess;
    delete listeners.onExit;
  },
  /** Of a session that is not the newest: the listeners of the newest stay. */
  tellsSuccess(session: FakeSession, metadata: object = {}): void {
    listeners.onSuccess?.({
      publicToken: 'public-sandbox-1',
      metadata: { ...NOTHING, institution: BANK, linkSessionId: session.id, ...metadata },
    });
  },
  exits(session: FakeSession, error: object = {}, metadata: object = {}): void {
    const { onExit } = listeners;
    listeners = {};
    onExit?.({ error, metadata: { ...NOTHING, linkSessionId: session.id, ...metadata } });
  },
  reset(): void {
    listeners = {};
    rejectNext = {};
    isSlow = false;
    mode = 'true';
    waiting = [];
    sessions = [];
  },
};
