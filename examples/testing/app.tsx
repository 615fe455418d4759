import { useEffect, useState } from 'react';
import { RelinkProvider } from 'react-plaid-relink';
import { Connection } from './connection';

interface Item {
  itemId: string;
  bank: string;
}

/** The whole app: its provider calls the backend at /api/plaid, and its list comes from a route of its own. */
export function App() {
  const [items, setItems] = useState<Item[]>([]);
  useEffect(() => {
    const load = async () => {
      const response = await fetch('/api/items');
      setItems((await response.json()) as Item[]);
    };
    void load();
  }, []);
  return (
    <RelinkProvider>
      <ul>
        {items.map((item) => (
          <Connection key={item.itemId} {...item} />
        ))}
      </ul>
    </RelinkProvider>
  );
}
