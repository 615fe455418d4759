import { Button as ChakraButton, ChakraProvider, defaultSystem } from '@chakra-ui/react';
import { Dialog as Chakra, Portal } from '@chakra-ui/react';
import { Button as MuiButton, Dialog as Mui } from '@mui/material';
import * as Radix from '@radix-ui/react-dialog';
import { useRef, useState, type ReactNode } from 'react';
import { Overlay, useDialog, useModalOverlay } from 'react-aria';
import { RelinkButton } from 'react-plaid-relink';

// Dialogs as their libraries' documentation has them, which know nothing of Link.
interface Props {
  itemId: string;
}

export function PlainRadix({ itemId }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger>Bank details</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay style={{ position: 'fixed', inset: 0 }} />
        <Radix.Content aria-describedby={undefined} style={{ position: 'fixed', inset: 40 }}>
          <Radix.Title>Tartan Bank</Radix.Title>
          <RelinkButton itemId={itemId} />
          <Radix.Close>Done</Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function PlainMui({ itemId }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <MuiButton onClick={() => setIsOpen(true)}>Bank details</MuiButton>
      <Mui open={isOpen} onClose={() => setIsOpen(false)} aria-label="Tartan Bank">
        <RelinkButton itemId={itemId} />
        <MuiButton onClick={() => setIsOpen(false)}>Done</MuiButton>
      </Mui>
    </>
  );
}

export function PlainChakra({ itemId }: Props) {
  return (
    <ChakraProvider value={defaultSystem}>
      <Chakra.Root>
        <Chakra.Trigger asChild>
          <ChakraButton>Bank details</ChakraButton>
        </Chakra.Trigger>
        <Portal>
          <Chakra.Backdrop />
          <Chakra.Positioner>
            <Chakra.Content>
              <Chakra.Title>Tartan Bank</Chakra.Title>
              <RelinkButton itemId={itemId} />
              <Chakra.ActionTrigger>Done</Chakra.ActionTrigger>
            </Chakra.Content>
          </Chakra.Positioner>
        </Portal>
      </Chakra.Root>
    </ChakraProvider>
  );
}

export function PlainNative({ itemId }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button onClick={() => dialog.current?.showModal()}>Bank details</button>
      <dialog ref={dialog} aria-label="Tartan Bank">
        <RelinkButton itemId={itemId} />
        <button onClick={() => dialog.current?.close()}>Done</button>
      </dialog>
    </>
  );
}

/** A modal of React Aria's, which makes inert what is outside of it, and what comes into the page after it. */
export function PlainReactAria({ itemId }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Bank details</button>
      {isOpen && (
        <Overlay>
          <ReactAriaModal onClose={() => setOpen(false)}>
            <RelinkButton itemId={itemId} />
            <button onClick={() => setOpen(false)}>Done</button>
          </ReactAriaModal>
        </Overlay>
      )}
    </>
  );
}

function ReactAriaModal({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const setOpen = (isOpen: boolean): void => {
    if (!isOpen) onClose();
  };
  const { modalProps } = useModalOverlay(
    {},
    {
      isOpen: true,
      point: null,
      setOpen,
      setPoint: () => {},
      open: () => {},
      close: onClose,
      toggle: onClose,
    },
    ref,
  );
  const { dialogProps } = useDialog({ 'aria-label': 'Tartan Bank' }, ref);
  return (
    <div {...modalProps} {...dialogProps} ref={ref}>
      {children}
    </div>
  );
}
