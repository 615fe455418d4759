import type { ReactNode } from 'react';
import { RelinkNotice, useItemHealth } from 'react-plaid-relink';
import { LiveHealth } from '../live-events';
import { PlainLink } from '../snippets/hook';
import { LegacyProvider } from '../snippets/legacy';
import { useDemo, useItems } from './demo-context';

/** What most apps do not need. */
export function MoreScene() {
  const [hook] = useItems('hook');
  const [legacy] = useItems('legacy');
  const { publicKey } = useDemo();
  return (
    <>
      <h2>For apps with a past</h2>
      {hook && (
        <Part
          itemId={hook.itemId}
          bank={hook.bank}
          text="Your own usePlaidLink, with a token of the hook useLinkTokenForItem."
        >
          <PlainLink itemId={hook.itemId} />
        </Part>
      )}
      {legacy && publicKey && (
        <Part
          itemId={legacy.itemId}
          bank={legacy.bank}
          text="A public token. Plaid deprecated it in 2020 and has launched no public-key Link since 2025, so only the fake Link shows it."
        >
          <LegacyProvider publicKey={publicKey}>
            <LiveHealth />
            <RelinkNotice itemId={legacy.itemId} />
          </LegacyProvider>
        </Part>
      )}
      <p className="lead">
        <a href="#try">Try your own backend</a>: send requests by hand, and check it against the
        rules.
      </p>
    </>
  );
}

interface PartProps {
  itemId: string;
  bank: string;
  text: string;
  children: ReactNode;
}

function Part({ itemId, bank, text, children }: PartProps) {
  const { health } = useItemHealth(itemId);
  return (
    <section className="part" data-item={itemId} data-health={health?.state ?? 'loading'}>
      <h3>{bank}</h3>
      <p className="lead">{text}</p>
      {children}
    </section>
  );
}
