import {
  createFakeBackend,
  createFakeLink,
  createFakePlaid,
  type FakeBackendOptions,
  type FakeItemInit,
  type FakeLinkOptions,
  type FakePlaidOptions,
} from 'react-plaid-relink/testing';

export interface FakeWorldOptions {
  ui?: FakeLinkOptions['ui'];
  prefill?: FakeLinkOptions['prefill'];
  plaid?: FakePlaidOptions;
  handlerOptions?: NonNullable<FakeBackendOptions['handlerOptions']>;
}

/** The fakes of the test kit, connected. Stories use them too, so this file knows nothing of Vitest. */
export function createFakeWorld({
  ui = 'none',
  prefill,
  plaid: plaidOptions,
  handlerOptions,
}: FakeWorldOptions = {}) {
  const plaid = createFakePlaid(plaidOptions);
  const backend = createFakeBackend({ plaid, ...(handlerOptions && { handlerOptions }) });
  const link = createFakeLink({ plaid, ui, prefill });
  link.install();
  return {
    plaid,
    backend,
    link,
    /** Another Item of the signed-in user, broken unless `init` is given. */
    addItem(init: FakeItemInit = { errorCode: 'ITEM_LOGIN_REQUIRED' }) {
      const item = plaid.createItem(init);
      backend.addItem(item);
      return item;
    },
  };
}
