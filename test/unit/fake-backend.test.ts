import { afterEach, expect, it, vi } from 'vitest';
import { createFakeBackend, createFakePlaid } from 'react-plaid-relink/testing';

afterEach(() => vi.unstubAllGlobals());

it('a fake backend says what to do where the test environment has no fetch, as jsdom in Jest', () => {
  vi.stubGlobal('Request', undefined);
  expect(() => createFakeBackend({ plaid: createFakePlaid() })).toThrow(/docs\/testing\.md/);
});
