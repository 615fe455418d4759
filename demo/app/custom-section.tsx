import { useState } from 'react';
import { usePlaidLink } from 'react-plaid-link';
import {
  useItemHealth,
  useLinkTokenForItem,
  usePublicTokenForItem,
  type TokenForItem,
} from 'react-plaid-relink';
import { ItemCard, type ItemCardProps } from './item-card';

type CustomProps = Omit<ItemCardProps, 'onStatus' | 'children'> & { publicKey: string | null };

/** The app's own UI: the hook provides the token, and plain react-plaid-link opens Link. */
export function CustomSection({ publicKey, ...item }: CustomProps) {
  return (
    <section aria-labelledby="custom">
      <h2 id="custom">A UI of your own</h2>
      <p className="hint">
        {publicKey ? 'usePublicTokenForItem' : 'useLinkTokenForItem'} keeps the token fresh; plain
        react-plaid-link opens Link with it.
      </p>
      <ul className="items">
        <ItemCard {...item}>
          {(health) =>
            health.state !== 'healthy' &&
            (publicKey ? (
              <WithPublicToken itemId={item.itemId} publicKey={publicKey} />
            ) : (
              <WithLinkToken itemId={item.itemId} />
            ))
          }
        </ItemCard>
      </ul>
    </section>
  );
}

function WithPublicToken({ itemId, publicKey }: { itemId: string; publicKey: string }) {
  const [inUse, setInUse] = useState(false);
  const result = usePublicTokenForItem(itemId, { inUse });
  const legacy = { publicKey, clientName: 'Relink Demo', env: 'sandbox', product: ['auth'] };
  return <TokenRow itemId={itemId} {...result} legacy={legacy} onUse={setInUse} />;
}

function WithLinkToken({ itemId }: { itemId: string }) {
  const [inUse, setInUse] = useState(false);
  const result = useLinkTokenForItem(itemId, { inUse });
  return <TokenRow itemId={itemId} {...result} onUse={setInUse} />;
}

interface TokenRowProps extends TokenForItem {
  itemId: string;
  legacy?: { publicKey: string; clientName: string; env: string; product: string[] };
  onUse(inUse: boolean): void;
}

function TokenRow({
  itemId,
  token,
  status,
  expiresAt,
  error,
  refresh,
  legacy,
  onUse,
}: TokenRowProps) {
  const until = expiresAt?.toLocaleTimeString('en', { timeStyle: 'short' });
  return (
    <div className="custom">
      <span className="token" data-status={status}>
        {token ? `token until ${until}` : (error?.displayMessage ?? 'getting a token…')}
      </span>
      {/* `error` holds a failure too. */}
      <button type="button" className="plain" onClick={() => void refresh().catch(() => {})}>
        New token
      </button>
      {token && <OpenLink itemId={itemId} options={{ ...legacy, token }} onUse={onUse} />}
    </div>
  );
}

interface OpenLinkProps {
  itemId: string;
  options: { token: string; publicKey?: string };
  onUse(inUse: boolean): void;
}

function OpenLink({ itemId, options, onUse }: OpenLinkProps) {
  const { refresh } = useItemHealth(itemId);
  const { open, ready } = usePlaidLink({
    ...options,
    onSuccess() {
      onUse(false);
      void refresh();
    },
    onExit: () => onUse(false),
  });
  return (
    <button
      type="button"
      className="primary"
      disabled={!ready}
      onClick={() => {
        onUse(true);
        open();
      }}
    >
      Open Link
    </button>
  );
}
