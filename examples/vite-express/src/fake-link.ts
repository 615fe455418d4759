import { createFakeLink } from 'react-plaid-relink/testing';

const plaid = import.meta.env.VITE_FAKE_PLAID_URL as string | undefined;
// Vite removes this from what it builds for production, whatever the variables are.
if (import.meta.env.DEV && plaid) createFakeLink({ plaid, ui: 'dialog' }).install();
