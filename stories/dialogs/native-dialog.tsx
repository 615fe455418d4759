import { useEffect, useRef, useState } from 'react';
import { RelinkButton, useIsLinkOpen } from 'react-plaid-relink';

export function NativeDialog({ itemId }: { itemId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const isLinkOpen = useIsLinkOpen();
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // While it is modal, the browser lets nothing else on the page have the focus or the pointer.
    if (isOpen && !isLinkOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen, isLinkOpen]);
  const close = () => setIsOpen(false);
  const giveFocusBack = () => {
    if (!isOpen) opener.current?.focus();
  };
  return (
    <>
      <button ref={opener} onClick={() => setIsOpen(true)}>
        Bank details
      </button>
      <dialog ref={dialog} onCancel={close} onClose={giveFocusBack} aria-labelledby="native-title">
        <h2 id="native-title">Tartan Bank</h2>
        <RelinkButton itemId={itemId} />
        <button onClick={close}>Done</button>
      </dialog>
    </>
  );
}
