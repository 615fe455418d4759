import { useRef, useState } from 'react';
import { useRelink, type RelinkResult } from 'react-plaid-relink';
import './custom-ui.css';

/**
 * A menu whose entry disappears at the click. Link stays open, and its outcome still arrives. The entries are plain
 * buttons without `role="menu"`, which would promise arrow keys; a menu of your design system has those.
 */
export function AccountMenu({ itemId }: { itemId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const options = useRef<HTMLButtonElement>(null);
  const [outcome, setOutcome] = useState<RelinkResult | null>(null);
  // The entry is about to disappear. The element that has the focus when Link opens gets it back afterwards.
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
