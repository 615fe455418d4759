import { useRef, useState } from 'react';
import { useRelink, type RelinkResult } from 'react-plaid-relink';
import './custom-ui.css';

/**
 * A menu whose entry goes away with the click; Link stays, and its outcome arrives all the same. Buttons that come and
 * go, and no `role="menu"`: that would promise the arrow keys too, which a menu of your design system has.
 */
export function AccountMenu({ itemId }: { itemId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const options = useRef<HTMLButtonElement>(null);
  const [outcome, setOutcome] = useState<RelinkResult | null>(null);
  // The entry is about to go: whoever has the focus when Link opens gets it back afterwards.
  const close = () => {
    options.current?.focus();
    setIsOpen(false);
  };
  return (
    <section className="custom-card">
      <div className="custom-row custom-spread">
        <h2>Tartan Bank</h2>
        <button
          type="button"
          ref={options}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          Options
        </button>
      </div>
      {isOpen && (
        <div className="custom-menu">
          <ReconnectEntry itemId={itemId} onOpen={close} onDone={setOutcome} />
        </div>
      )}
      <p role="status">{outcome ? textOf(outcome) : 'Last update 12 days ago.'}</p>
    </section>
  );
}

interface ReconnectEntryProps {
  itemId: string;
  onOpen(): void;
  onDone(outcome: RelinkResult): void;
}

function ReconnectEntry({ itemId, onOpen, onDone }: ReconnectEntryProps) {
  const { open, prepare } = useRelink(itemId);
  return (
    <button
      type="button"
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => {
        void open().then(onDone);
        onOpen();
      }}
    >
      Reconnect this bank
    </button>
  );
}

function textOf(outcome: RelinkResult): string {
  switch (outcome.status) {
    case 'failed':
      return outcome.error.displayMessage;
    case 'exited':
      return 'Not changed.';
    default:
      return 'Connected again.';
  }
}
