import { RelinkProvider } from 'react-plaid-relink';
import useSWR from 'swr';
import { Connection } from './connection';

interface Item {
  itemId: string;
  bank: string;
}

async function loadItems(): Promise<Item[] | null> {
  const response = await fetch('/api/items');
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`The backend answered ${response.status}.`);
  return (await response.json()) as Item[];
}

export function App() {
  const { data: items, error, mutate } = useSWR<Item[] | null, Error>('items', loadItems);
  if (items === undefined) return error ? <p role="alert">{error.message}</p> : null;
  if (items === null) {
    const signIn = async () => {
      await fetch('/api/session', { method: 'POST' });
      await mutate();
    };
    return <button onClick={() => void signIn()}>Sign in</button>;
  }
  return (
    <RelinkProvider onError={(error) => console.warn(error.code, error.message)}>
      <ul>
        {items.map((item) => (
          <Connection key={item.itemId} {...item} />
        ))}
      </ul>
    </RelinkProvider>
  );
}
