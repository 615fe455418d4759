import { RelinkProvider } from 'react-plaid-relink';
import useSWR from 'swr';
import { Connection } from './connection';

interface Item {
  itemId: string;
  bank: string;
}

async function loadItems(): Promise<Item[] | null> {
  const response = await fetch('/api/items');
  return response.ok ? ((await response.json()) as Item[]) : null;
}

export function App() {
  const { data: items, mutate } = useSWR('items', loadItems);
  if (items === undefined) return null;
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
