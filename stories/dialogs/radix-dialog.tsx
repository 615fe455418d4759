import * as Dialog from '@radix-ui/react-dialog';
import { useState } from 'react';
import { RelinkButton, useIsLinkOpen } from 'react-plaid-relink';

export function RadixDialog({ itemId }: { itemId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const isLinkOpen = useIsLinkOpen();
  return (
    // Radix sees a closed dialog while Link is open; `forceMount` keeps its content mounted and visible.
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
