import { useState } from 'react';
import { RelinkProvider, RelinkRedirect } from 'react-plaid-relink';
import useSWR from 'swr';
import { ActivityPanel } from './activity-panel';
import { BankPanel } from './bank-panel';
import { LiveHealth, useEvents } from './live-events';
import { useActivity } from './use-activity';
import { useAttempt } from './use-attempt';
import { api, type DemoConfig, type DemoItem } from './api';
import { CustomSection } from './custom-section';
import { ItemCard } from './item-card';
import { LegacySection } from './legacy-section';
import { TryBackend } from './try-backend/try-backend';
import { useHash } from './use-hash';

/** A signed-in user's page: connections in different states, and the requests behind them. */
export function App({ config }: { config: DemoConfig }) {
  const {
    data: session,
    error: unreachable,
    mutate: reloadSession,
  } = useSWR<{ user: string | null }, Error>('session', api.session);
  const { entries, add } = useActivity();
  const { problem, attempt } = useAttempt();
  const user = session?.user ?? null;
  const isTrying = useHash() === '#try';
  useEvents(user, add);

  const signIn = async (): Promise<void> => {
    await api.signIn();
    await reloadSession();
  };
  const signOut = async (): Promise<void> => {
    await api.signOut();
    await reloadSession();
  };
  const alert = problem ?? (session ? null : unreachable?.message);

  return (
    <RelinkProvider
      key={user}
      onEvent={(eventName) => add({ from: 'link', what: eventName })}
      onError={(error) => add({ from: 'page', what: `error: ${error.code}` })}
    >
      <LiveHealth />
      <header className="top">
        <strong>Relink demo</strong>
        <span className="mode">{config.mode === 'fake' ? 'fake Plaid' : 'Plaid Sandbox'}</span>
        <nav aria-label="Views">
          <a href="#connections" aria-current={isTrying ? undefined : 'page'}>
            Connections
          </a>
          <a href="#try" aria-current={isTrying ? 'page' : undefined}>
            Try your backend
          </a>
        </nav>
        {user && (
          <button type="button" className="plain" onClick={() => attempt(signOut)}>
            Sign out Ada
          </button>
        )}
      </header>
      <main className="page">
        {alert && <p role="alert">{alert}</p>}
        {session && !user && (
          <section className="sign-in">
            <h1>Your money, in one place</h1>
            <p>Sign in to see your bank connections.</p>
            <button type="button" className="primary" onClick={() => attempt(signIn)}>
              Sign in as Ada
            </button>
          </section>
        )}
        {user && isReturnPage && <OAuthReturn />}
        {user && !isReturnPage && isTrying && <TrySection config={config} />}
        {user && !isReturnPage && !isTrying && (
          <Connections config={config} onStatus={(what) => add({ from: 'page', what })} />
        )}
        {user && (
          <div className="side">
            {config.mode === 'fake' && <BankPanel />}
            <ActivityPanel entries={entries} />
          </div>
        )}
      </main>
    </RelinkProvider>
  );
}

/** The page of `redirect_uri`, to which a bank's own site sends the user back. */
const isReturnPage = window.location.pathname === '/oauth';

function OAuthReturn() {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <div className="connections">
      <h1>Back from your bank</h1>
      <RelinkRedirect
        onDone={(result, { from }) => {
          if (result.status === 'failed') setProblem(result.error.displayMessage);
          else window.location.assign(from ?? '/');
        }}
      />
      <p role="status">{problem ?? 'One moment…'}</p>
      {problem && <a href="/">Your connections</a>}
    </div>
  );
}

function TrySection({ config }: { config: DemoConfig }) {
  const { data: items } = useSWR<DemoItem[], unknown>('items', api.items);
  if (!items) return <p role="status">One moment…</p>;
  const usual = {
    url: `${window.location.origin}/api/plaid`,
    headers: [],
    itemId: items[0]?.itemId ?? '',
    foreignItemId: config.foreignItemId ?? '',
  };
  return <TryBackend usual={usual} storage={window.localStorage} />;
}

interface ConnectionsProps {
  config: DemoConfig;
  onStatus(what: string): void;
}

function Connections({ config, onStatus }: ConnectionsProps) {
  const { data: items = [], error } = useSWR<DemoItem[], unknown>('items', api.items);
  const { problem, attempt } = useAttempt();
  const breakItem = (itemId: string): void =>
    attempt(async () => void (await api.bank(itemId, 'break')));
  const isFake = config.mode === 'fake';
  const legacy = items.find(({ section }) => section === 'legacy');
  const custom = items.find(({ section }) => section === 'custom');

  return (
    <div className="connections">
      <h1>Your connections</h1>
      <p className="hint">
        {isFake
          ? 'Reconnect First Platypus Bank, and log in with user_good and pass_good. Nothing here is real.'
          : 'Plaid’s Sandbox: log in with user_good and pass_good.'}
      </p>
      {error !== undefined && <p role="alert">Your connections could not be loaded.</p>}
      {problem && <p role="alert">{problem}</p>}
      <ul className="items">
        {items
          .filter(({ section }) => section === 'list')
          .map(({ itemId }) => (
            <ItemCard
              key={itemId}
              itemId={itemId}
              onStatus={onStatus}
              onBreak={() => breakItem(itemId)}
            />
          ))}
      </ul>
      {legacy && config.publicKey && (
        <LegacySection
          itemId={legacy.itemId}
          publicKey={config.publicKey}
          onStatus={onStatus}
          onBreak={() => breakItem(legacy.itemId)}
        />
      )}
      {custom && (
        <CustomSection
          itemId={custom.itemId}
          publicKey={config.publicKey}
          onBreak={() => breakItem(custom.itemId)}
        />
      )}
    </div>
  );
}
