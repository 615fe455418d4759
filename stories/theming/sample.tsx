import { useState } from 'react';
import { RelinkButton, RelinkList, RelinkNotice } from 'react-plaid-relink';
import { Shown } from '../shown/shown';
import { viewOf } from '../shown/views';
import { itemOf } from '../states/rows';
import type { Scheme, TokenValues } from './token-values';

/** Each component, in one scheme, with these tokens. */
export function Sample({ scheme, values }: { scheme: Scheme; values: TokenValues }) {
  const [{ items, notice, rows }] = useState(createItems);
  const style = scheme === 'light' ? values.light : { ...values.light, ...values.dark };
  return (
    <section
      className="tokens-sample"
      aria-label={scheme === 'light' ? 'Light' : 'Dark'}
      data-theme={scheme}
      style={{ ...style, colorScheme: scheme }}
    >
      <Shown items={items}>
        <RelinkNotice itemId={notice} />
        <RelinkList itemIds={rows} />
        <div className="tokens-buttons">
          {items.slice(-3).map(({ body }) => (
            <RelinkButton key={body.item_id} itemId={body.item_id} />
          ))}
        </div>
      </Shown>
    </section>
  );
}

function createItems() {
  const notice = itemOf('relink', { bank: 'Tartan Bank' });
  const rows = [
    itemOf('repaired', { bank: 'Houndstooth Savings' }),
    itemOf('relink', { bank: 'Tattersall Credit Union' }),
    itemOf('expiring', { bank: 'Bank of Elms', endsInDays: 5 }),
    itemOf('wait', { bank: 'First Gingham' }),
  ];
  const buttons = [viewOf('idle'), viewOf('opening'), viewOf('relinked')].map((view) =>
    itemOf('relink', { bank: 'Tartan Bank' }, view),
  );
  return {
    items: [notice, ...rows, ...buttons],
    notice: notice.body.item_id,
    rows: rows.map(({ body }) => body.item_id),
  };
}
