import type { FakePlaid } from '../fake-plaid';

interface QuickStartItem {
  /** What its names in `.env` begin with. */
  prefix: string;
  itemId: string;
  accessToken: string;
  institutionId: string;
  institutionName: string;
  errorCode: string | null;
}

/** The same at each start, so that an app keeps its `.env`. */
const ITEMS: readonly QuickStartItem[] = [
  {
    prefix: 'PLAID_',
    itemId: 'item-first-platypus-bank',
    accessToken: 'access-sandbox-first-platypus-bank',
    institutionId: 'ins_109508',
    institutionName: 'First Platypus Bank',
    errorCode: 'ITEM_LOGIN_REQUIRED',
  },
  {
    prefix: 'PLAID_HEALTHY_',
    itemId: 'item-tartan-bank',
    accessToken: 'access-sandbox-tartan-bank',
    institutionId: 'ins_109511',
    institutionName: 'Tartan Bank',
    errorCode: null,
  },
];

/** Creates the two Items of the quick starts. @param webhook the address of their webhooks */
export function createQuickStartItems(plaid: FakePlaid, webhook: string | undefined): void {
  for (const { prefix: _prefix, ...item } of ITEMS) {
    plaid.createItem({ ...item, ...(webhook !== undefined && { webhook }) });
  }
}

/** The lines of a `.env` file for an app that uses this fake Plaid at `url`. */
export function quickStartEnv({ clientId, secret }: FakePlaid, url: string): string {
  return [
    '# The server',
    `PLAID_URL=${url}`,
    `PLAID_CLIENT_ID=${clientId}`,
    `PLAID_SECRET=${secret}`,
    ...ITEMS.flatMap(({ prefix, itemId, accessToken, institutionName, errorCode }) => [
      `# ${institutionName}: ${errorCode ?? 'healthy'}`,
      `${prefix}ITEM_ID=${itemId}`,
      `${prefix}ACCESS_TOKEN=${accessToken}`,
    ]),
    '# The page, with Vite or with Next.js',
    `VITE_FAKE_PLAID_URL=${url}`,
    `NEXT_PUBLIC_FAKE_PLAID_URL=${url}`,
  ].join('\n');
}
