import { RelinkButton, useItemHealth } from 'react-plaid-relink';

interface ConnectionProps {
  itemId: string;
  bank: string;
}

export function Connection({ itemId, bank }: ConnectionProps) {
  const { health, error, refresh } = useItemHealth(itemId);
  if (!health) {
    return (
      <li>
        {bank}: {error ? error.displayMessage : 'one moment…'}{' '}
        {error && <button onClick={() => void refresh()}>Try again</button>}
      </li>
    );
  }
  return (
    <li>
      {bank}: {health.state === 'healthy' ? 'connected' : <RelinkButton itemId={itemId} />}
    </li>
  );
}
