import { memo, useState } from 'react';
import useSWR from 'swr';
import { Alert } from '../speed/plain-markup.jsx';

/** One request for each Item, as one writes it with SWR. */
async function fetchItem(itemId) {
  const response = await fetch('/api/plaid/item/get', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ item_id: itemId }),
  });
  return response.json();
}

const useItem = (itemId) => useSWR(['item', itemId], ([, id]) => fetchItem(id));

export function HandHook({ itemId }) {
  window.bench.renders += 1;
  const { data } = useItem(itemId);
  return data ? <i>{data.health}</i> : null;
}

export function HandList({ itemIds }) {
  return (
    <div data-relink="list">
      <div data-relink="list-head">
        <p data-relink="list-title">Banks</p>
      </div>
      <ol data-relink="list-items">
        {itemIds.map((itemId) => (
          <HandRow key={itemId} itemId={itemId} />
        ))}
      </ol>
    </div>
  );
}

/** The elements of a row of ours, and nothing of what it does. A row that was broken stays. */
const HandRow = memo(function HandRow({ itemId }) {
  const { data } = useItem(itemId);
  const isBroken = data !== undefined && data.health !== 'healthy';
  const [wasBroken, setWasBroken] = useState(false);
  if (isBroken && !wasBroken) setWasBroken(true);
  if (!isBroken && !wasBroken) return null;
  const bank = data.institution_name;
  return (
    <li data-relink="list-item" data-topic={isBroken ? 'relink' : 'repaired'} data-state="idle">
      <span data-relink="logo" data-hue="3" aria-hidden="true">
        {bank.charAt(0)}
        <span data-relink="badge" data-tone="danger">
          <Alert />
        </span>
      </span>
      <div data-relink="notice-body">
        <p data-relink="notice-title">{bank}</p>
        <p data-relink="row-status">
          <span data-tone="danger">{isBroken ? 'Signed out' : 'Connected'}</span>
        </p>
      </div>
      {isBroken && (
        <div data-relink="notice-action">
          <button
            type="button"
            data-relink="button"
            data-variant="secondary"
            data-labels={LABELS}
            aria-label={`Reconnect ${bank}`}
          >
            Reconnect
          </button>
        </div>
      )}
    </li>
  );
});

/** What reserves the width of the button in all its states. */
const LABELS =
  'Reconnect\nOpening…\nContinue in the Plaid window\nChecking…\nReconnected\nTry again';
