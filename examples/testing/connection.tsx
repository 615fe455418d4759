import { RelinkButton, useItemHealth } from 'react-plaid-relink';

interface ConnectionProps {
  itemId: string;
  bank: string;
}

export function Connection({ itemId, bank }: ConnectionProps) {
  const { health } = useItemHealth(itemId);
  return (
    <li>
      {bank}: {health === null && 'one moment…'}
      {health?.state === 'healthy' && 'connected'}
      {health !== null && health.state !== 'healthy' && <RelinkButton itemId={itemId} />}
    </li>
  );
}
