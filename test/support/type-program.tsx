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

/** Both ways assignable, and no `any`. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;
const isSame = <A, B>(_same: Same<A, B>): void => {};

const button = createRef<HTMLButtonElement>();
const notice = createRef<HTMLDivElement>();

export const page: ReactElement = (
  <RelinkProvider
    gateway="/api/plaid"
    headers={() => Promise.resolve({ 'x-csrf': 'token' })}
    messages={{ idle: 'Fix it', failed: (error) => error.displayMessage }}
    onError={(error) => isSame<typeof error, RelinkError>(true)}
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
    <RelinkNotice ref={notice} itemId="item-1" onNewLink={() => {}} />
    <RelinkRedirect onDone={(result) => isSame<typeof result, RelinkResult>(true)} />
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

export function Hooks({ itemId }: { itemId: string | null }): ReactElement {
  const token = useLinkTokenForItem(itemId, { inUse: true });
  isSame<typeof token, TokenForItem>(true);
  isSame<ReturnType<typeof usePublicTokenForItem>, TokenForItem>(true);
  isSame<typeof token.status, 'idle' | 'loading' | 'ready' | 'error'>(true);
  // @ts-expect-error an option that there is not
  useLinkTokenForItem(itemId, { refreshInterval: 1 });
  const { health } = useItemHealth(itemId);
  isSame<typeof health, ItemHealth | null>(true);
  const { status, open } = useRelink(itemId ?? 'none');
  isSame<typeof status, RelinkStatus>(true);
  // @ts-expect-error a session has an Item
  useRelink(null);
  const start = async (): Promise<string | null> => {
    const result = await open();
    if (result.status === 'failed') return result.error.displayMessage;
    // @ts-expect-error only a failure has one of ours
    const code: RelinkErrorCode = result.error.code;
    return code;
  };
  return <button onClick={() => void start()}>{token.token ?? status}</button>;
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
isSame<ReturnType<typeof handler>, Promise<Response>>(true);
export const listener = toNodeHandler(handler);

// @ts-expect-error whoever asks must be known
createRelinkHandler({ ...settings, authenticate: undefined });
// @ts-expect-error an Item is found for a user, and has a token
createRelinkHandler({ ...settings, findItem: (_itemId: string) => ({ clientUserId: 'ada' }) });

const backend = createFakeBackend({ plaid });
export const gateway: RelinkGateway = backend.gateway;
export const uninstall: () => void = createFakeLink({ plaid }).install();
