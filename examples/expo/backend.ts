/** The address of your backend, which runs `createRelinkHandler`, with its path. A device does not know your machine as `localhost`. */
export const GATEWAY = 'https://api.example.com/api/plaid';

/** How your app signs its requests. */
export async function authorization(): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await readSessionToken()}` };
}

/** In your app: from the keychain, such as by `expo-secure-store`. */
function readSessionToken(): Promise<string> {
  return Promise.resolve('the-token-of-the-signed-in-user');
}

/** In your app: the Items of the signed-in user, from your backend. */
export const ITEMS = ['item-1', 'item-2'];
