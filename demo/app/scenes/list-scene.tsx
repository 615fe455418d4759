import { useItemHealth } from 'react-plaid-relink';
import { BrokenBanks } from '../snippets/list';
import { useDemo, useItems } from './demo-context';
import { formatMoney } from './formats';

const AMOUNTS = [4_210.5, 880, 15_300.2, 2_045.75, 640];

/** Several banks need their user at once. Each repair adds its bank to the sum. */
export function ListScene() {
  const items = useItems('list');
  const { texts, onRepaired } = useDemo();
  return (
    <>
      <h2>{texts.banks}</h2>
      <BrokenBanks itemIds={items.map(({ itemId }) => itemId)} refetch={onRepaired} />
      <section className="worth" aria-labelledby="worth">
        <h3 id="worth">{texts.netWorth}</h3>
        <ul>
          {items.map(({ itemId, bank }, index) => (
            <BankSum key={itemId} itemId={itemId} bank={bank} amount={AMOUNTS[index] ?? 0} />
          ))}
        </ul>
      </section>
    </>
  );
}

function BankSum({ itemId, bank, amount }: { itemId: string; bank: string; amount: number }) {
  const { texts } = useDemo();
  const { health } = useItemHealth(itemId);
  // An end that is ahead stops nothing yet.
  const isIn = health !== null && health.state !== 'needs_update' && health.state !== 'unavailable';
  return (
    <li data-paused={!isIn || undefined}>
      <span>{bank}</span>
      <span className="amount">{isIn ? formatMoney(amount, texts.locale) : '—'}</span>
    </li>
  );
}
