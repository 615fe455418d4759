import { RelinkProvider } from 'react-plaid-relink';
import 'react-plaid-relink/styles.css';
import useSWR from 'swr';
import { Connection } from './connection';

interface UsersBanks {
  userId: string;
  items: { itemId: string; bank: string }[];
}

/** Null where no user is signed in. */
async function loadBanks(): Promise<UsersBanks | null> {
  const response = await fetch('/api/banks');
  if (!response.ok) throw new Error(`The backend answered ${response.status}.`);
  return (await response.json()) as UsersBanks | null;
}

export function Banks() {
  const { data: banks, error, mutate } = useSWR<UsersBanks | null, Error>('banks', loadBanks);
  if (banks === undefined) return error ? <p role="alert">{error.message}</p> : null;
  if (banks === null) {
    const signIn = async () => {
      await fetch('/api/session', { method: 'POST' });
      await mutate();
    };
    return <button onClick={() => void signIn()}>Sign in</button>;
  }
  return (
    <RelinkProvider key={banks.userId} onError={(error) => console.warn(error.code, error.message)}>
      <ul>
        {banks.items.map((item) => (
          <Connection key={item.itemId} {...item} />
        ))}
      </ul>
    </RelinkProvider>
  );
}
