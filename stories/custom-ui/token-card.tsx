import { useState } from 'react';
import { usePlaidLink, type PlaidLinkOptions } from 'react-plaid-link';
import { usePublicTokenForItem } from 'react-plaid-relink';
import './custom-ui.css';

/** The hook for the token, plain react-plaid-link for Link: everything between them is the app's own. */
export function TokenCard({ itemId }: { itemId: string }) {
  const [inUse, setInUse] = useState(false);
  const [isDone, setIsDone] = useState(false);
  const { token, status, error, refresh } = usePublicTokenForItem(itemId, { inUse });
  const text = isDone
    ? 'Connected again.'
    : status === 'ready'
      ? 'Ready when you are.'
      : (error?.displayMessage ?? 'One moment…');
  return (
    <section className="custom-card">
      <h2>Tartan Bank</h2>
      <p role="status">{text}</p>
      <div className="custom-row">
        {token && !isDone && (
          <OpenLink token={token} onUse={setInUse} onSuccess={() => setIsDone(true)} />
        )}
        {/* A failure is in `error` too. */}
        <button type="button" onClick={() => void refresh().catch(() => {})}>
          New token
        </button>
      </div>
    </section>
  );
}

interface OpenLinkProps {
  token: string;
  onUse(inUse: boolean): void;
  onSuccess(): void;
}

function OpenLink({ token, onUse, onSuccess }: OpenLinkProps) {
  const options: PlaidLinkOptions = {
    token,
    publicKey: 'fake-public-key',
    clientName: 'Story',
    env: 'sandbox',
    product: ['auth'],
    onSuccess() {
      onUse(false);
      onSuccess();
    },
    onExit: () => onUse(false),
  };
  const { open, ready } = usePlaidLink(options);
  return (
    <button
      type="button"
      className="custom-primary"
      disabled={!ready}
      onClick={() => {
        onUse(true);
        open();
      }}
    >
      Log in to your bank
    </button>
  );
}
