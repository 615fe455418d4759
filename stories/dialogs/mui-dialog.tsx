import { Button, Dialog, DialogActions, DialogTitle } from '@mui/material';
import { useState } from 'react';
import { RelinkButton, useIsLinkOpen } from 'react-plaid-relink';

export function MuiDialog({ itemId }: { itemId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const isLinkOpen = useIsLinkOpen();
  const close = () => setIsOpen(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Bank details</Button>
      <Dialog
        open={isOpen}
        onClose={close}
        disableEnforceFocus={isLinkOpen}
        aria-modal={!isLinkOpen}
        aria-labelledby="bank-title"
      >
        <DialogTitle id="bank-title">Tartan Bank</DialogTitle>
        <DialogActions sx={{ flexWrap: 'wrap' }}>
          <RelinkButton itemId={itemId} />
          <Button onClick={close}>Done</Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
