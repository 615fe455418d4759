import { afterEach, expect, it, vi } from 'vitest';
import { createFakeBackend, createFakePlaid } from 'react-plaid-relink/testing';

afterEach(() => vi.unstubAllGlobals());

it('a fake backend says what to do where the test environment has no fetch, as in Jest with jsdom', () => {
  vi.stubGlobal('Request', undefined);
  expect(() => createFakeBackend({ plaid: createFakePlaid() })).toThrow(/docs\/testing\.md/);
});
