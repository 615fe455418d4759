import { useState } from 'react';
import { useItemHealth, useRelink } from 'react-plaid-relink';
import './custom-ui.css';

/** A toast with one action. It stays while Link is open, says how it went, and goes when the user sends it away. */
export function RelinkToast({ itemId }: { itemId: string }) {
  const [isDismissed, setIsDismissed] = useState(false);
  const { health } = useItemHealth(itemId);
  const { status, error, prepare, open } = useRelink(itemId);
  const isDone = status === 'relinked';
  const isBusy = status === 'opening' || status === 'open' || status === 'confirming';
  // A bank that is down, or wants its user elsewhere first, is not helped by another login.
  const needsLogin = health?.remedy === 'relink';
  if (isDismissed || !(needsLogin || isBusy || isDone)) return null;
  const dismiss = () => setIsDismissed(true);
  const bank = health?.institutionName ?? 'Your bank';
  return (
    <div className="custom-toast" data-state={status}>
      <p role="status">
        {isDone
          ? `${bank} is connected again.`
          : (error?.displayMessage ?? `${bank} needs you to log in again.`)}
      </p>
      {/* The same element all the time: the focus, which comes back to it after Link, stays on it. */}
      <button
        type="button"
        aria-disabled={isBusy || undefined}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => (isDone ? dismiss() : void open())}
      >
        {isDone ? 'Close' : isBusy ? 'One moment…' : 'Reconnect'}
      </button>
      {!isDone && (
        <button type="button" aria-label="Dismiss" onClick={dismiss}>
          <span aria-hidden="true">×</span>
        </button>
      )}
    </div>
  );
}
