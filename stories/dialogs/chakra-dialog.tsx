import { Button, ChakraProvider, defaultSystem, Dialog, Portal } from '@chakra-ui/react';
import { useRef, useState } from 'react';
import { RelinkButton, useIsLinkOpen } from 'react-plaid-relink';

export function ChakraDialog({ itemId }: { itemId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const isLinkOpen = useIsLinkOpen();
  const relink = useRef<HTMLButtonElement>(null);
  return (
    <ChakraProvider value={defaultSystem}>
      {/* Closed while Link is open, and opened again afterwards with the focus where it was. */}
      <Dialog.Root
        open={isOpen && !isLinkOpen}
        onOpenChange={({ open }) => setIsOpen(open)}
        initialFocusEl={() => relink.current}
      >
        <Dialog.Trigger asChild>
          <Button>Bank details</Button>
        </Dialog.Trigger>
        <Portal>
          <Dialog.Backdrop />
          <Dialog.Positioner>
            <Dialog.Content>
              <Dialog.Header>
                <Dialog.Title>Tartan Bank</Dialog.Title>
              </Dialog.Header>
              <Dialog.Footer flexWrap="wrap">
                <RelinkButton itemId={itemId} ref={relink} />
                <Dialog.ActionTrigger asChild>
                  <Button variant="outline">Done</Button>
                </Dialog.ActionTrigger>
              </Dialog.Footer>
            </Dialog.Content>
          </Dialog.Positioner>
        </Portal>
      </Dialog.Root>
    </ChakraProvider>
  );
}
