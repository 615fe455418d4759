import { RelinkRedirect } from 'react-plaid-relink';

interface Props {
  refetch: () => void;
  onFailed: (text: string) => void;
}

/** On the page of `redirect_uri`, to which the bank’s own site sends the user back. */
export function BackFromBank({ refetch, onFailed }: Props) {
  return (
    <RelinkRedirect
      onRelinked={refetch}
      onDone={(result, { from }) => {
        if (result.status === 'failed') onFailed(result.error.displayMessage);
        else window.location.assign(from ?? '/');
      }}
    />
  );
}
