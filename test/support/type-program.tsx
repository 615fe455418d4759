/**
 * What an app may write and what it may not, for the compiler alone: this file is never run. The repository's own `tsc`
 * reads it against src, test/package and test/compat against the types of the tarball. A line under `@ts-expect-error`
 * that compiles is an error.
 */
import { createRef, type ReactElement, type ReactNode } from 'react';
import type { PlaidLinkOnEvent, PlaidLinkOnExit, PlaidLinkOnSuccess } from 'react-plaid-link';
import type {
  PlaidLinkOnEvent as PlaidLinkOnEvent4,
  PlaidLinkOnExit as PlaidLinkOnExit4,
  PlaidLinkOnSuccess as PlaidLinkOnSuccess4,
} from 'react-plaid-link-4';
import {
  isRelinkError,
  RelinkButton,
  RelinkList,
  RelinkNotice,
  RelinkProvider,
  RelinkRedirect,
  useItemHealth,
  useLinkTokenForItem,
  usePublicTokenForItem,
  useRelink,
  type GatewayCall,
  type GetItemCall,
  type ItemHealth,
  type LinkTokenCall,
  type RelinkError,
  type RelinkErrorCode,
  type RelinkGateway,
  type RelinkResult,
  type RelinkStatus,
  type TokenForItem,
} from 'react-plaid-relink';
import { createRelinkHandler, toNodeHandler } from 'react-plaid-relink/server';
import { createFakeBackend, createFakeLink, createFakePlaid } from 'react-plaid-relink/testing';
import 'react-plaid-relink/styles.css';

const button = createRef<HTMLButtonElement>();
const notice = createRef<HTMLDivElement>();

export const page: ReactElement = (
  <RelinkProvider
    gateway="/api/plaid"
    headers={() => Promise.resolve({ 'x-csrf': 'token' })}
    messages={{ idle: 'Fix it', failed: (error) => error.displayMessage }}
    onError={(error) => console.error(describe(error))}
  >
    <RelinkButton
      ref={button}
      itemId="item-1"
      className="mine"
      aria-label="Fix"
      prepareOn="mount"
    />
    <RelinkButton itemId="item-1" onClick={(event) => event.preventDefault()}>
      {({ status, error }) => (error ? error.displayMessage : status)}
    </RelinkButton>
    <RelinkButton itemId="item-1" asChild>
      <a href="#fix">Fix</a>
    </RelinkButton>
    <RelinkNotice ref={notice} itemId="item-1" onConnectAgain={() => {}} />
    <RelinkRedirect onDone={(result) => console.log(outcomeOf(result))} />
  </RelinkProvider>
);

export const wrong: ReactNode[] = [
  // @ts-expect-error the Item is missing
  <RelinkButton />,
  // @ts-expect-error of another element
  <RelinkButton ref={notice} itemId="item-1" />,
  // @ts-expect-error not a time to prepare
  <RelinkButton itemId="item-1" prepareOn="hover" />,
  // @ts-expect-error not a kind of token
  <RelinkProvider tokenKind="access_token" />,
  // @ts-expect-error the first argument is a public token
  <RelinkButton itemId="item-1" onSuccess={(publicToken: number) => publicToken} />,
  <RelinkButton
    itemId="item-1"
    // @ts-expect-error Plaid's onEvent has two arguments
    onEvent={(_name: string, _metadata: object, _more: object) => {}}
  />,
  // @ts-expect-error not a function
  <RelinkButton itemId="item-1" onExit={true} />,
  // @ts-expect-error a notice has the look that it is given, not a button's props
  <RelinkNotice itemId="item-1" prepareOn="mount" />,
];

/** Callbacks of an app that uses react-plaid-link, typed with the types of its version 5, or 4. */
interface PlaidCallbacks<OnSuccess, OnExit, OnEvent> {
  onSuccess: OnSuccess;
  onExit: OnExit;
  onEvent: OnEvent;
}
declare const of5: PlaidCallbacks<PlaidLinkOnSuccess, PlaidLinkOnExit, PlaidLinkOnEvent>;
declare const of4: PlaidCallbacks<PlaidLinkOnSuccess4, PlaidLinkOnExit4, PlaidLinkOnEvent4>;

export const withPlaidTypes: ReactNode[] = [
  <RelinkButton itemId="item-1" {...of5} />,
  <RelinkButton itemId="item-1" {...of4} />,
  <RelinkNotice itemId="item-1" {...of5} />,
  <RelinkNotice itemId="item-1" {...of4} />,
  <RelinkRedirect {...of5} />,
  <RelinkRedirect {...of4} />,
  <RelinkProvider onEvent={of5.onEvent} />,
  <RelinkProvider onEvent={of4.onEvent} />,
];

/** A component that passes on its own optional callbacks: each may be undefined. */
const options = {
  onSuccess: undefined,
  onExit: undefined,
  onEvent: undefined,
  onRelinked: undefined,
  onError: undefined,
  onStatusChange: undefined,
};
export const withoutCallbacks: ReactNode[] = [
  <RelinkButton itemId="item-1" {...options} />,
  <RelinkNotice itemId="item-1" onConnectAgain={undefined} {...options} />,
  <RelinkRedirect onDone={undefined} {...options} />,
  <RelinkList
    itemIds={['item-1']}
    onConnectAgain={undefined}
    onSkip={undefined}
    onDone={undefined}
    onRelinked={undefined}
    onError={undefined}
  />,
  <RelinkProvider onEvent={undefined} onError={undefined} />,
];

/** The parameters of an inline callback have their types without annotations. */
export const inferred: ReactElement = (
  <RelinkButton
    itemId="item-1"
    onSuccess={(publicToken, { link_session_id }) => publicToken ?? link_session_id}
    onExit={(error, { request_id }) => error?.error_code ?? request_id}
    onEvent={(eventName, { timestamp }) => eventName + timestamp}
    onRelinked={({ itemId, health }) => itemId + String(health?.state)}
    onError={(error) => describe(error)}
    // @ts-expect-error not a status
    onStatusChange={(status) => status === 'closed'}
  />
);

function describe(error: RelinkError): string {
  const code: RelinkErrorCode = error.code;
  // @ts-expect-error not a code: the union is closed
  if (error.code === 'nonsense') return 'never';
  return `${code}: ${error.displayMessage}`;
}

function outcomeOf(result: RelinkResult): string | null {
  if (result.status === 'failed') return describe(result.error);
  // @ts-expect-error only a failure has an error of ours
  if ('error' in result) describe(result.error);
  // @ts-expect-error not an outcome
  if (result.status === 'idle') return null;
  return result.itemId;
}

export function Hooks({ itemId }: { itemId: string | null }): ReactElement {
  const ofLink: TokenForItem = useLinkTokenForItem(itemId, { inUse: true });
  const ofPublic: TokenForItem = usePublicTokenForItem(itemId);
  // @ts-expect-error an option that there is not
  useLinkTokenForItem(itemId, { refreshInterval: 1 });
  // @ts-expect-error there may be no token yet
  const token: string = ofLink.token;
  const { health } = useItemHealth(itemId);
  // @ts-expect-error there may be no answer yet
  const state: ItemHealth['state'] = health.state;
  const { status, open } = useRelink(itemId ?? 'none');
  const shown: RelinkStatus = status;
  // @ts-expect-error a session has an Item
  useRelink(null);
  const start = async (): Promise<void> => console.log(outcomeOf(await open()));
  return (
    <button onClick={() => void start()}>{[token, ofPublic.token, state, shown].join()}</button>
  );
}

export function codeOf(thrown: unknown): RelinkErrorCode | null {
  // @ts-expect-error not yet known to be one
  void thrown.code;
  return isRelinkError(thrown) ? thrown.code : null;
}

// @ts-expect-error an interface, not a class: the package alone makes errors
export type ErrorClass = typeof RelinkError;

/** A gateway of the app's own can name what each function gets. */
export const ownGateway: RelinkGateway = {
  createLinkToken: (itemId: string, { accountSelection, signal }: LinkTokenCall) =>
    post({ itemId, accountSelection }, signal),
  createPublicToken: (itemId: string, { signal }: GatewayCall) => post({ itemId }, signal),
  getItem: (itemId: string, { fresh = false, signal }: GetItemCall) =>
    post({ itemId, fresh }, signal),
};
declare function post(body: object, signal: AbortSignal): Promise<never>;

const plaid = createFakePlaid();
const settings = {
  plaid: plaid.client(),
  authenticate: () => 'ada',
  findItem: () => null,
  linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
};
export const handler = createRelinkHandler(settings);
export const answer: Promise<Response> = handler(new Request('https://app.test'));
export const listener = toNodeHandler(handler);

export const quiet = createRelinkHandler({ ...settings, onError: undefined });
export const still = createFakePlaid({ now: undefined, deliverWebhook: undefined });
// @ts-expect-error the user who asks must be known
createRelinkHandler({ ...settings, authenticate: undefined });
// @ts-expect-error an Item is found for a user, and has a token
createRelinkHandler({ ...settings, findItem: (_itemId: string) => ({ clientUserId: 'ada' }) });

/** A row of the app's own, with more than the handler needs. */
interface ConnectionRow {
  id: string;
  accessToken: string;
  clientUserId: string;
  plan: 'free' | 'pro';
}
declare function findRow(id: string, userId: string): Promise<ConnectionRow | null>;
declare function findSession(request: Request): Promise<{ id: string; locale: string } | null>;

/** The user and the row reach `linkToken` with their types, without type arguments or annotations. */
export const typedByRow = createRelinkHandler({
  plaid: plaid.client(),
  authenticate: (request) => findSession(request),
  findItem: (itemId, user) => findRow(itemId, user.id),
  linkToken: (row, user, request, { purpose, accountSelection, hostedLink }) => {
    const plan: 'free' | 'pro' = row.plan;
    const isHosted: boolean = hostedLink || accountSelection || request.bodyUsed;
    // @ts-expect-error the row has no such column
    void row.missing;
    // @ts-expect-error nor has the user
    void user.missing;
    // @ts-expect-error a purpose may be a word of the app's own, so that it is not a union
    void (purpose satisfies 'repair' | 'renew');
    const products = purpose === 'verify' && plan === 'pro' ? ['auth'] : [];
    return {
      clientName: 'Acme',
      countryCodes: ['US'],
      language: user.locale,
      products,
      hostedLink: isHosted,
    };
  },
});
createRelinkHandler({
  ...settings,
  findItem: (itemId: string) => findRow(itemId, 'ada'),
  // @ts-expect-error settings lack what Plaid requires
  linkToken: (row) => ({ clientName: row.plan }),
});

const backend = createFakeBackend({ plaid });
export const gateway: RelinkGateway = backend.gateway;
export const uninstall: () => void = createFakeLink({ plaid }).install();
