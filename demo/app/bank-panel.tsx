import { useState } from 'react';
import useSWR from 'swr';
import { api, type BankAction, type DemoItem } from './api';
import { useAttempt } from './use-attempt';

const ACTIONS: readonly (readonly [BankAction, string])[] = [
  ['break', 'Require a new login'],
  ['move', 'Announce a move'],
  ['open_account', 'Open a new account'],
];

/** Lets the user of the demo play the bank. Its webhook changes the page while it is open. */
export function BankPanel() {
  const { data: items = [] } = useSWR<DemoItem[]>('items', api.items);
  const { problem, attempt } = useAttempt();
  const [chosen, setChosen] = useState<string | null>(null);
  const usual = items.filter(({ section }) => section === 'list').at(-1);
  const itemId = chosen ?? usual?.itemId;

  return (
    <aside aria-labelledby="bank">
      <h2 id="bank">Play the bank</h2>
      <p className="hint">Its webhook changes the page while you look at it.</p>
      <div className="bank">
        <select aria-label="Bank" value={itemId} onChange={({ target }) => setChosen(target.value)}>
          {items.map((item) => (
            <option key={item.itemId} value={item.itemId}>
              {item.bank}
            </option>
          ))}
        </select>
        {ACTIONS.map(([action, label]) => (
          <button
            key={action}
            type="button"
            onClick={() => itemId && attempt(async () => void (await api.bank(itemId, action)))}
          >
            {label}
          </button>
        ))}
      </div>
      {problem && <p role="alert">{problem}</p>}
    </aside>
  );
}
