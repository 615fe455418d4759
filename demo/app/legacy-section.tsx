import { RelinkProvider } from 'react-plaid-relink';
import { LiveHealth } from './live-events';
import { ItemCard, type ItemCardProps } from './item-card';

/** A provider with a public key: its buttons open Link with a public token. */
export function LegacySection({ publicKey, ...item }: ItemCardProps & { publicKey: string }) {
  return (
    <section aria-labelledby="legacy">
      <h2 id="legacy">With a public token</h2>
      <p className="hint">
        For apps that still have a public key. Plaid deprecated this in 2020 and has launched no
        public-key Link since 2025, so only the fake Link shows it.
      </p>
      <RelinkProvider
        publicKeyOptions={{
          publicKey,
          clientName: 'Relink Demo',
          env: 'sandbox',
          product: ['auth'],
        }}
      >
        <LiveHealth />
        <ul className="items">
          <ItemCard {...item} />
        </ul>
      </RelinkProvider>
    </section>
  );
}
