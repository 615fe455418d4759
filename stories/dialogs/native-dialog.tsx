import { useEffect, useRef, useState } from 'react';
import { RelinkButton, useIsLinkOpen } from 'react-plaid-relink';

export function NativeDialog({ itemId }: { itemId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const isLinkOpen = useIsLinkOpen();
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const relink = useRef<HTMLButtonElement>(null);
  const wasLinkOpen = useRef(false);
  useEffect(() => {
    // While the dialog is modal, nothing else on the page can get the focus or the pointer.
    if (isOpen && !isLinkOpen) dialog.current?.showModal();
    else dialog.current?.close();
    // As the dialog opens, the browser focuses its first control.
    if (isOpen && wasLinkOpen.current) relink.current?.focus();
    wasLinkOpen.current = isLinkOpen;
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
        <header>
          <h2 id="native-title">Tartan Bank</h2>
          <button onClick={close}>Done</button>
        </header>
        <RelinkButton itemId={itemId} ref={relink} />
      </dialog>
    </>
  );
}
