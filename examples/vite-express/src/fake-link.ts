/**
 * For development and end-to-end tests without Plaid. Link is a fake that talks to the fake Plaid at this address. Vite
 * replaces the variable, so a build without it contains none of this code.
 */
export async function installFakeLink(): Promise<void> {
  const plaid = import.meta.env.VITE_FAKE_PLAID_URL;
  if (!plaid) return;
  const { createFakeLink } = await import('react-plaid-relink/testing');
  createFakeLink({ plaid, ui: 'dialog' }).install();
}
