import { useState } from 'react';
import { useItemHealth, useRelink } from 'react-plaid-relink';
import './custom-ui.css';

/** A toast with one action. It stays while Link is open, tells the result, and closes when the user dismisses it. */
export function RelinkToast({ itemId }: { itemId: string }) {
  const [isDismissed, setIsDismissed] = useState(false);
  const { health } = useItemHealth(itemId);
  const { status, error, prepare, open } = useRelink(itemId);
  const isDone = status === 'relinked';
  const isBusy = status === 'opening' || status === 'open' || status === 'confirming';
  // Another login does not help if the bank is down, or if the user has to act at the bank first.
  const needsLogin = health?.remedy === 'relink';
  if (isDismissed || !(needsLogin || isBusy || isDone)) return null;
  const dismiss = () => setIsDismissed(true);
  const bank = health?.institutionName ?? 'Your bank';
  return (
    <div className="custom-toast" data-state={status}>
      <p role="status">
        {isDone
          ? `${bank} is connected again.`
          : (error?.displayMessage ?? `Sign in to ${bank} again.`)}
      </p>
      {/* Always the same element, so that it keeps the focus that returns to it after Link. */}
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
        <button type="button" className="custom-cross" aria-label="Dismiss" onClick={dismiss}>
          <span aria-hidden="true">×</span>
        </button>
      )}
    </div>
  );
}
