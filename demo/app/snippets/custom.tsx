import { useRelink } from 'react-plaid-relink';

interface Props {
  itemId: string;
  label: string;
  refetch: () => void;
}

/** A chip of your own: no component of the package, and none of its styles. */
export function RepairChip({ itemId, label, refetch }: Props) {
  const { status, error, prepare, open } = useRelink(itemId, { onRelinked: refetch });
  const isBusy = status === 'opening' || status === 'open' || status === 'confirming';
  return (
    <p className="chip">
      <button
        type="button"
        data-state={status}
        aria-busy={isBusy}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => void open()}
      >
        {label}
      </button>
      {error && <span role="alert">{error.displayMessage}</span>}
    </p>
  );
}
