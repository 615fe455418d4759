import * as Dialog from '@radix-ui/react-dialog';
import { useState } from 'react';
import { RelinkButton, useIsLinkOpen } from 'react-plaid-relink';

export function RadixDialog({ itemId }: { itemId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const isLinkOpen = useIsLinkOpen();
  return (
    // To Radix it is closed while Link is open; `forceMount` keeps what is in it, and in view.
    <Dialog.Root open={isOpen && !isLinkOpen} onOpenChange={setIsOpen}>
      <Dialog.Trigger>Bank details</Dialog.Trigger>
      {isOpen && (
        <Dialog.Portal forceMount>
          <Dialog.Overlay className="radix-overlay" />
          <Dialog.Content className="radix-content" aria-describedby={undefined}>
            <Dialog.Title>Tartan Bank</Dialog.Title>
            <RelinkButton itemId={itemId} />
            <Dialog.Close>Done</Dialog.Close>
          </Dialog.Content>
        </Dialog.Portal>
      )}
    </Dialog.Root>
  );
}
