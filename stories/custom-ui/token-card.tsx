import { useRef, useState } from 'react';
import { usePlaidLink, type PlaidLinkOptions } from 'react-plaid-link';
import { usePublicTokenForItem } from 'react-plaid-relink';
import './custom-ui.css';

/** The hook provides the token, and plain react-plaid-link opens Link. The app writes everything in between. */
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
        <OpenLink token={token} onUse={setInUse} onSuccess={() => setIsDone(true)} />
        {/* `error` holds a failure too. */}
        <button type="button" onClick={() => void refresh().catch(() => {})}>
          New token
        </button>
      </div>
    </section>
  );
}

interface OpenLinkProps {
  token: string | null;
  onUse(inUse: boolean): void;
  onSuccess(): void;
}

function OpenLink({ token, onUse, onSuccess }: OpenLinkProps) {
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    onUse(false);
    // Link does not return the focus.
    button.current?.focus();
  };
  const options: PlaidLinkOptions = {
    token,
    // Without a token, react-plaid-link would prepare a Link for a new Item.
    publicKey: token ? 'fake-public-key' : '',
    clientName: 'Story',
    env: 'sandbox',
    product: ['auth'],
    onSuccess() {
      close();
      onSuccess();
    },
    onExit: close,
  };
  const { open, ready } = usePlaidLink(options);
  const isReady = ready && token !== null;
  return (
    <button
      type="button"
      className="custom-primary"
      ref={button}
      // Not `disabled`: the button would lose the focus while the next token loads.
      aria-disabled={!isReady}
      onClick={() => {
        if (!isReady) return;
        onUse(true);
        open();
      }}
    >
      Log in to your bank
    </button>
  );
}
