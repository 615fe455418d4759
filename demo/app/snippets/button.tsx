import { RelinkButton, useItemHealth, useRelink } from 'react-plaid-relink';
import 'react-plaid-relink/styles.css';

interface Props {
  itemId: string;
  refetch: () => void;
}

/** In a row of your own: the button is there while the bank needs its user, and says when it is done. */
export function BankAction({ itemId, refetch }: Props) {
  const { health } = useItemHealth(itemId);
  const { status } = useRelink(itemId);
  if (!health || (health.state === 'healthy' && status !== 'relinked')) return null;
  return (
    <RelinkButton
      itemId={itemId}
      bank={health.institutionName ?? 'your bank'}
      // An end that is ahead is less urgent than a connection that is broken.
      data-variant={health.state === 'expiring' ? 'secondary' : 'primary'}
      onRelinked={refetch}
    />
  );
}
