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
  const bank = health?.institutionName ?? 'Your bank';
  return (
    <div className="custom-toast" data-state={status}>
      <p role="status">
        {isDone
          ? `${bank} is connected again.`
          : (error?.displayMessage ?? `${bank} needs you to log in again.`)}
      </p>
      {!isDone && (
        <button
          type="button"
          aria-disabled={isBusy || undefined}
          onPointerEnter={prepare}
          onFocus={prepare}
          onClick={() => void open()}
        >
          {isBusy ? 'One moment…' : 'Reconnect'}
        </button>
      )}
      <button type="button" aria-label="Dismiss" onClick={() => setIsDismissed(true)}>
        <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}
