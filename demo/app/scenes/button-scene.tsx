import { useItemHealth, type ItemHealth } from 'react-plaid-relink';
import type { DemoItem } from '../api';
import { BankAction } from '../snippets/button';
import { useDemo, useItems } from './demo-context';
import { formatDay } from './formats';
import type { Texts } from './texts';

/** The app's settings: rows of its own, with a button where a bank needs its user. */
export function ButtonScene() {
  const items = useItems('button');
  const { texts } = useDemo();
  return (
    <>
      <h2>{texts.connections}</h2>
      <p className="lead">{texts.connectionsText}</p>
      <ul className="rows">
        {items.map((item) => (
          <Row key={item.itemId} {...item} />
        ))}
      </ul>
    </>
  );
}

function Row({ itemId, bank }: DemoItem) {
  const { texts, onRepaired } = useDemo();
  const { health } = useItemHealth(itemId);
  return (
    <li data-item={itemId}>
      <span className="mark" aria-hidden="true">
        {bank.slice(0, 1)}
      </span>
      <div>
        <h3>{bank}</h3>
        <p data-health={health?.state ?? 'loading'}>{health && stateOf(health, texts)}</p>
      </div>
      <BankAction itemId={itemId} refetch={onRepaired} />
    </li>
  );
}

function stateOf({ state, remedy, consentExpiresAt }: ItemHealth, texts: Texts): string {
  if (state === 'healthy') return texts.healthy;
  if (state === 'expiring' && consentExpiresAt)
    return texts.endsOn(formatDay(consentExpiresAt, texts.locale));
  return remedy === 'relink' ? texts.signedOut : texts.needsHelp;
}
