import 'server-only';
import { once } from './once';

/** What may have changed: the Item's health at Plaid, or its rows in the database. */
export interface News {
  type: 'health' | 'data';
  itemId: string;
}

/** A page that is open. */
interface Subscriber {
  tell(news: News): void;
  /** The server ends. It would wait for as long as the page is open. */
  end(): void;
}

/**
 * Tells a user's open pages. It knows the pages of this process. With several machines, publish through Postgres' NOTIFY
 * or Redis: a page that hears nothing is right again when the user comes back to it.
 */
export function publish(userId: string, news: News): void {
  for (const { tell } of subscribers().get(userId) ?? []) tell(news);
}

/** @returns the function that unsubscribes the page */
export function subscribe(userId: string, subscriber: Subscriber): () => void {
  const all = subscribers();
  const mine = all.get(userId) ?? new Set();
  all.set(userId, mine.add(subscriber));
  return () => {
    mine.delete(subscriber);
    if (mine.size === 0 && all.get(userId) === mine) all.delete(userId);
  };
}

const subscribers = (): Map<string, Set<Subscriber>> =>
  once('news', () => {
    const all = new Map<string, Set<Subscriber>>();
    const endAll = (): void => {
      for (const { end } of [...all.values()].flatMap((some) => [...some])) end();
    };
    process.once('SIGTERM', endAll).once('SIGINT', endAll);
    return all;
  });
