interface ToastProps {
  text: string;
  action: string;
  onAction(): void;
  onClose(): void;
}

/**
 * News that need no answer. It stays until the reader closes it or goes to another tab. On a phone it stands below the
 * product, since it would cover a part of it.
 */
export function Toast({ text, action, onAction, onClose }: ToastProps) {
  return (
    <div className="toast" role="status">
      <p>{text}</p>
      <button type="button" className="quiet" onClick={onAction}>
        {action}
      </button>
      <button type="button" className="quiet" aria-label="Close" onClick={onClose}>
        ×
      </button>
    </div>
  );
}
