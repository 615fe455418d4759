import { useState, useSyncExternalStore } from 'react';
import { useItemHealth, type ItemHealthState } from 'react-plaid-relink';
import { api, type BankAction, type DemoItem } from '../api';
import { FAULT_GROUPS, type Faults } from './faults';
import type { TimeLine } from './time-line';

const ACTIONS: readonly (readonly [BankAction, label: string, title: string])[] = [
  ['break', 'Ask for a new login', 'asks for a new login'],
  ['go_down', 'Go down', 'goes down'],
  ['move', 'Announce a move', 'announces a move'],
  ['open_account', 'Open a new account', 'has a new account'],
];

const STATES: Readonly<Record<ItemHealthState, string>> = {
  healthy: 'is connected',
  needs_update: 'is signed out',
  expiring: 'loses access soon',
  revoked: 'has ended the connection',
  unavailable: 'is down',
};

interface BreakItProps {
  items: readonly DemoItem[];
  faults: Faults;
  timeLine: TimeLine;
  isFake: boolean;
}

/** What can go wrong, as switches, and what the bank can do. */
export function BreakIt({ items, faults, timeLine, isFake }: BreakItProps) {
  return (
    <div className="break-it">
      {isFake && <FaultSwitches faults={faults} timeLine={timeLine} />}
      <Bank items={items} timeLine={timeLine} actions={isFake ? ACTIONS : ACTIONS.slice(0, 1)} />
    </div>
  );
}

function FaultSwitches({ faults, timeLine }: { faults: Faults; timeLine: TimeLine }) {
  const current = useSyncExternalStore(faults.subscribe, faults.current);
  return (
    <>
      {FAULT_GROUPS.map(([title, group]) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          {group.map(([fault, { label, then }]) => (
            <label key={fault} className="switch">
              <input
                type="checkbox"
                role="switch"
                checked={current.has(fault)}
                onChange={({ target: { checked } }) => {
                  timeLine.begin('change', `${label}: ${checked ? 'on' : 'off'}`);
                  faults.set(fault, checked);
                }}
              />
              <span className="track" aria-hidden="true" />
              <span>
                <b>{label}</b>
                <small>{then}</small>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </>
  );
}

interface BankProps {
  items: readonly DemoItem[];
  timeLine: TimeLine;
  actions: typeof ACTIONS;
}

/** Lets the reader play the bank. Its webhook changes the page while it is open. */
function Bank({ items, timeLine, actions }: BankProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const item = items.find(({ itemId }) => itemId === chosen) ?? items[0];
  const { health } = useItemHealth(item?.itemId);
  if (!item) return null;
  const act = (action: BankAction, title: string): void => {
    setProblem(null);
    timeLine.begin('change', `${item.bank} ${title}`);
    api.bank(item.itemId, action).catch((error: unknown) => setProblem((error as Error).message));
  };
  return (
    <fieldset className="bank">
      <legend>Play the bank</legend>
      {items.length > 1 && (
        <select
          aria-label="Bank"
          value={item.itemId}
          onChange={({ target }) => setChosen(target.value)}
        >
          {items.map(({ itemId, bank }) => (
            <option key={itemId} value={itemId}>
              {bank}
            </option>
          ))}
        </select>
      )}
      <p className="note">
        {item.bank} {health ? STATES[health.state] : 'is not known yet'}. Your server hears of what
        the bank does by a webhook.
      </p>
      <div className="actions">
        {actions.map(([action, label, title]) => (
          <button key={action} type="button" className="quiet" onClick={() => act(action, title)}>
            {label}
          </button>
        ))}
      </div>
      {problem && <p role="alert">{problem}</p>}
    </fieldset>
  );
}
