import type { PlaidApi } from 'plaid';
import type {
  ItemFlag,
  ItemRecords,
  WebhookDeliveries,
  WebhookKeyStore,
} from 'react-plaid-relink/server';

/** What the pages of the documentation leave to the reader's app. Only its types are used. */
export declare const plaid: PlaidApi;

export declare function getUser(request: Request): Promise<{ id: string } | null>;

export declare function findItemOfUser(
  itemId: string,
  userId: string,
): Promise<{ accessToken: string; clientUserId: string; country: string } | null>;

/** Where the app opens Link for a new Item. */
export declare function openUsualLink(itemId: string): void;

/** Two components of React Native, which is not installed here, and the session of a mobile app. */
export declare function Button(props: {
  title: string;
  disabled?: boolean;
  onPress: () => void;
}): null;
export declare function Text(props: { children: string | undefined }): null;
export declare function readSessionToken(): Promise<string>;

/** Where the app keeps the records of its Items. */
export declare const records: ItemRecords;

/** What all machines share of webhooks. */
export declare const deliveries: WebhookDeliveries;
export declare const keys: WebhookKeyStore;

/** All Items of the app, page by page. */
export declare function allItems(): AsyncIterable<{ itemId: string; accessToken: string }>;

/** The app's job that reads new transactions. */
export declare function syncTransactions(itemId: string): Promise<void>;

/** As the clients of databases are: a write resolves to a row, a number of rows or a word. */
export declare const db: {
  settings: {
    get(name: string): Promise<string | null>;
    set(name: string, value: string): Promise<'OK'>;
  };
  items: {
    addFlag(itemId: string, flag: ItemFlag): Promise<number>;
    removeFlagsBefore(itemId: string, time: Date): Promise<void>;
    find(itemId: string): Promise<{ accessToken: string; ownerId: string }>;
    ofUser(
      userId: string,
    ): Promise<{ itemId: string; accessToken: string; clientUserId: string }[]>;
    update(
      itemId: string,
      change: { state: string } | { duplicateOf: string },
    ): Promise<{ itemId: string }>;
    remove(itemId: string): Promise<void>;
  };
};

/** What a spec of Cypress finds as globals, as far as the pages use it. */
declare global {
  const cy: {
    visit(url: string): void;
    contains(text: string): void;
    contains(selector: string, text: string): { click(): void };
  };
  function it(title: string, test: () => void): void;
}
