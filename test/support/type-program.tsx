/**
 * What an app may write and what it may not, for the compiler only: nothing runs this. The repository's own `tsc` reads
 * it against src, test/package and test/compat against the types of the tarball. A line under `@ts-expect-error` that
 * compiles is an error.
 */
import { createRef, type ReactElement, type ReactNode } from 'react';
import {
  isRelinkError,
  RelinkButton,
  RelinkNotice,
  RelinkProvider,
  RelinkRedirect,
  useItemHealth,
  useLinkTokenForItem,
  usePublicTokenForItem,
  useRelink,
  type ItemHealth,
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
  // @ts-expect-error a notice has the look that it is given, not a button's props
  <RelinkNotice itemId="item-1" prepareOn="mount" />,
];

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

// @ts-expect-error whoever asks must be known
createRelinkHandler({ ...settings, authenticate: undefined });
// @ts-expect-error an Item is found for a user, and has a token
createRelinkHandler({ ...settings, findItem: (_itemId: string) => ({ clientUserId: 'ada' }) });

const backend = createFakeBackend({ plaid });
export const gateway: RelinkGateway = backend.gateway;
export const uninstall: () => void = createFakeLink({ plaid }).install();
