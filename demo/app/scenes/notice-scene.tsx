import { useEffect } from 'react';
import { useItemHealth } from 'react-plaid-relink';
import useSWR from 'swr';
import { api, type Ledger } from '../api';
import { BankNotice } from '../snippets/notice';
import { useDemo, useItems } from './demo-context';
import { formatDay, formatMoney } from './formats';
import { LedgerView } from './ledger-view';

const BEFORE = 2_480.16;

/** The app's dashboard: a notice above the balances of a bank that is signed out. */
export function NoticeScene({ scene }: { scene: 'notice' | 'oauth' }) {
  const [item] = useItems(scene);
  const { texts, onRepaired } = useDemo();
  const itemId = item?.itemId ?? '';
  const { health } = useItemHealth(itemId);
  const {
    data: ledger,
    isValidating,
    mutate,
  } = useSWR<Ledger, unknown>(itemId && ['ledger', itemId], () => api.ledger(itemId));
  const refetch = (): void => {
    void mutate();
    onRepaired();
  };
  // Another tab, or the bank itself, may have repaired the Item, and the bank may break it again.
  const isBroken = health ? health.state === 'needs_update' : null;
  const isPaused = ledger ? ledger.pausedSince !== null : null;
  useEffect(() => {
    const isKnown = isBroken !== null && isPaused !== null && !isValidating;
    if (isKnown && isBroken !== isPaused) void mutate();
  }, [isBroken, isPaused, isValidating, mutate]);

  if (!item) return null;
  const sum = ledger?.entries
    .slice(0, ledger.freshCount)
    .reduce((all, { amount }) => all + amount, 0);
  return (
    <>
      <h2>{texts.overview}</h2>
      {/* It keeps the room of the notice, which comes with the first answer. */}
      {!health && <div className="notice-room" />}
      <BankNotice itemId={itemId} refetch={refetch} />
      <div className="balances">
        <Balance
          bank={item.bank}
          amount={BEFORE + (sum ?? 0)}
          note={
            ledger?.pausedSince
              ? texts.asOf(formatDay(ledger.pausedSince, texts.locale))
              : texts.upToDate
          }
          isPaused={isPaused === true}
        />
        <Balance bank="Tartan Bank" amount={12_906.44} note={texts.upToDate} isPaused={false} />
      </div>
      <LedgerView ledger={ledger} />
    </>
  );
}

interface BalanceProps {
  bank: string;
  amount: number;
  note: string;
  isPaused: boolean;
}

function Balance({ bank, amount, note, isPaused }: BalanceProps) {
  const { texts } = useDemo();
  return (
    <section className="balance" data-paused={isPaused || undefined}>
      <h3>
        {bank} <span>{texts.checking}</span>
      </h3>
      <p className="sum">{formatMoney(amount, texts.locale)}</p>
      <p className="note">{note}</p>
    </section>
  );
}
