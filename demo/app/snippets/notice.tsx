import { RelinkNotice } from 'react-plaid-relink';
import 'react-plaid-relink/styles.css';

interface Props {
  itemId: string;
  refetch: () => void;
}

/** Stands above the balances of a bank, and shows nothing while the bank is connected. */
export function BankNotice({ itemId, refetch }: Props) {
  return <RelinkNotice itemId={itemId} headingLevel={3} newAccounts onRelinked={refetch} />;
}
