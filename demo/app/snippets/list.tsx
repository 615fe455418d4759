import { RelinkList } from 'react-plaid-relink';
import 'react-plaid-relink/styles.css';

interface Props {
  itemIds: string[];
  refetch: () => void;
}

/** All banks of the user, in any state: it shows those with a problem, worst first. */
export function BrokenBanks({ itemIds, refetch }: Props) {
  return <RelinkList itemIds={itemIds} headingLevel={3} onRelinked={refetch} />;
}
