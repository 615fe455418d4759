import { servePlaid } from '../support/served-plaid';

/** A fake Plaid on a socket, which also tells when a caller has hung up. */
export async function startPlaidServer() {
  let asked = (): void => {};
  let hungUp = (): void => {};
  const { plaid, url, close } = await servePlaid(undefined, (request) => {
    request.signal.addEventListener('abort', () => hungUp());
    asked();
  });
  const own = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
  const foreign = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
  return {
    plaid,
    own,
    foreign,
    close,
    /** What the servers of the examples read: keys, Items, and who is signed in. */
    env: {
      PLAID_URL: url,
      PLAID_CLIENT_ID: plaid.clientId,
      PLAID_SECRET: plaid.secret,
      TRUSTED_ORIGIN: 'https://app.example.com',
      SESSIONS: JSON.stringify({ 'session-of-ada': 'ada' }),
      ITEMS: JSON.stringify([
        { ...own, userId: 'ada' },
        { ...foreign, userId: 'bob' },
      ]),
    },
    /** The next call to Plaid hangs until it is let go. */
    hold(path: string) {
      let letGo = (): void => {};
      const delay = new Promise<void>((resolve) => (letGo = resolve));
      plaid.failNext(path, { delay });
      return {
        asked: new Promise<void>((resolve) => (asked = resolve)),
        hungUp: new Promise<void>((resolve) => (hungUp = resolve)),
        letGo,
      };
    },
  };
}

export type PlaidServer = Awaited<ReturnType<typeof startPlaidServer>>;
