import type {
  InstitutionStore,
  PlaidClient,
  RelinkHandlerOptions,
} from 'react-plaid-relink/server';
import { createServerApp, ITEM, ORIGIN } from './server-app';

type AskBank = NonNullable<PlaidClient['institutionsGetById']>;

export interface Bank {
  id?: string;
  name: string;
  logo_url: string | null;
  url: string | null;
  color: string | null;
  oauth: boolean | null;
}

const BANK_PATH = '/institutions/get_by_id';

/** An app whose Ada has an Item at Tartan Bank, with the option `institutions` on unless told otherwise. */
export function createBankApp(institutionId = 'ins_109511') {
  const app = createServerApp();
  const item = app.plaid.createItem({ institutionId, institutionName: 'Tartan Bank' });
  app.own('ada', item);

  /** The official client with another `institutionsGetById`. */
  function clientAsking(ask: AskBank): PlaidClient {
    return { ...app.plaid.client(), institutionsGetById: ask };
  }

  return {
    ...app,
    item,
    clientAsking,
    bankQuestions: () => app.countOf(BANK_PATH),
    setUp(overrides: Partial<RelinkHandlerOptions<string>> = {}) {
      const { handler, ask } = app.setUp({ institutions: true, rateLimit: false, ...overrides });
      const bankOf = async (itemId = item.itemId) => {
        const { status, body } = await ask(ITEM, { itemId });
        return { status, institution: body.institution as Bank | null | undefined };
      };
      const get = (path: string, init?: RequestInit) =>
        handler(new Request(new URL(path, ORIGIN), { method: 'GET', ...init }));
      return { handler, ask, bankOf, get };
    },
  };
}

/** A store as an app would have it: values go through JSON. */
export function createJsonStore(): InstitutionStore & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    read: (key) => Promise.resolve(JSON.parse(texts.get(key) ?? 'null') as unknown),
    write: (key, value) => Promise.resolve(void texts.set(key, JSON.stringify(value))),
  };
}
