/**
 * What an app may write and what it may not, for the compiler alone: this file is never run. The repository's own `tsc`
 * reads it against src, test/package and test/compat against the types of the tarball, with each version of
 * react-plaid-link. A line under `@ts-expect-error` that compiles is an error.
 */
import { createRef, type ReactElement, type ReactNode } from 'react';
import type * as Plaid from 'react-plaid-link';
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
  type PlaidLinkError,
  type PlaidLinkOnEventMetadata,
  type PlaidLinkOnExitMetadata,
  type PlaidLinkOnSuccessMetadata,
  type RelinkButtonProps,
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
  // @ts-expect-error with asChild the button gives its behaviour to a child
  <RelinkButton itemId="item-1" asChild />,
  // @ts-expect-error to one child
  <RelinkButton itemId="item-1" asChild>
    <a href="#fix">Fix</a>
    <a href="#fix">it</a>
  </RelinkButton>,
  // @ts-expect-error which is an element
  <RelinkButton itemId="item-1" asChild>
    Fix
  </RelinkButton>,
  <RelinkButton itemId="item-1" asChild>
    {/* @ts-expect-error or a function that returns one */}
    {() => 'Fix'}
  </RelinkButton>,
  // @ts-expect-error a gateway without a function
  <RelinkProvider gateway={{}} />,
  // @ts-expect-error a notice has the look that it is given, not a button's props
  <RelinkNotice itemId="item-1" prepareOn="mount" />,
];

/** Callbacks of an app that uses react-plaid-link, typed with its types. */
declare const handlers: {
  onSuccess: Plaid.PlaidLinkOnSuccess;
  onExit: Plaid.PlaidLinkOnExit;
  onEvent: Plaid.PlaidLinkOnEvent;
};
/** Functions of the app's that take the metadata of react-plaid-link, and such that take ours. */
declare function logSuccess(metadata: Plaid.PlaidLinkOnSuccessMetadata): void;
declare function logExit(
  error: Plaid.PlaidLinkError | null,
  metadata: Plaid.PlaidLinkOnExitMetadata,
): void;
declare function logEvent(name: string, metadata: Plaid.PlaidLinkOnEventMetadata): void;
declare function logOurSuccess(metadata: PlaidLinkOnSuccessMetadata): void;
declare function logOurExit(error: PlaidLinkError | null, metadata: PlaidLinkOnExitMetadata): void;
declare function logOurEvent(name: string, metadata: PlaidLinkOnEventMetadata): void;

export const withPlaidTypes: ReactNode[] = [
  <RelinkButton itemId="item-1" {...handlers} />,
  <RelinkNotice itemId="item-1" {...handlers} />,
  <RelinkRedirect {...handlers} />,
  <RelinkProvider onEvent={handlers.onEvent} />,
  <RelinkButton
    itemId="item-1"
    onSuccess={(_publicToken, metadata) => logSuccess(metadata)}
    onExit={(error, metadata) => logExit(error, metadata)}
    onEvent={(eventName, metadata) => logEvent(eventName, metadata)}
  />,
  <RelinkButton
    itemId="item-1"
    onExit={logExit}
    onEvent={logEvent}
    onSuccess={(...outcome) => handlers.onSuccess(...outcome)}
  />,
];
export const withOurTypes: typeof handlers = {
  onSuccess: (_publicToken, metadata) => logOurSuccess(metadata),
  onExit: logOurExit,
  onEvent: logOurEvent,
};

/** A name, a view or a status that Plaid adds is no error, and those that it has are offered. */
export const open: ReactElement = (
  <RelinkButton
    itemId="item-1"
    onEvent={(eventName, { view_name, exit_status, brand_name }) =>
      eventName === 'TRANSITION_VIEW' || eventName === 'NEW' || view_name === 'NEW'
        ? exit_status === 'NEW'
        : brand_name
    }
  />
);

/** A component of the app's around the button, with all of its props. */
export function AppButton({ children, ...props }: RelinkButtonProps): ReactElement {
  return <RelinkButton {...props}>{children}</RelinkButton>;
}

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
