import { useLinkTokenForItem } from 'react-plaid-relink';
import { Shown, start } from './show.jsx';

start(({ itemId }) => <Shown token={useLinkTokenForItem(itemId).token} />);
