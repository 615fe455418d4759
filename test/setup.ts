import { cleanup, configure } from '@testing-library/react';
import '@testing-library/jest-dom/vitest';
import { afterEach, expect } from 'vitest';
import { guardNetwork, takeLeaks } from './support/network-guard';

guardNetwork();
// A bound for what never comes: a first click waits for chunks, which a busy machine takes longer than 1 s to transform.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
  // Harmless in files without a DOM: nothing was rendered there.
  cleanup();
  expect(takeLeaks()).toEqual([]);
});
