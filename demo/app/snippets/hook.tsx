import { useState } from 'react';
import { usePlaidLink } from 'react-plaid-link';
import { useItemHealth, useLinkTokenForItem } from 'react-plaid-relink';

/** The hook keeps a token fresh; plain react-plaid-link opens Link with it. */
export function PlainLink({ itemId }: { itemId: string }) {
  const [inUse, setInUse] = useState(false);
  const { token, status, error } = useLinkTokenForItem(itemId, { inUse });
  const { refresh } = useItemHealth(itemId);
  const done = () => {
    setInUse(false);
    void refresh();
  };
  const { open, ready } = usePlaidLink({ token, onSuccess: done, onExit: done });
  const start = () => {
    setInUse(true);
    open();
  };
  return (
    <p className="plain-link">
      <button type="button" disabled={!ready} onClick={() => start()}>
        Open Link
      </button>
      <span data-status={status}>{error?.displayMessage ?? (token ? 'Token is fresh' : '…')}</span>
    </p>
  );
}
