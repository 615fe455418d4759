import { cleanup } from '@testing-library/react';
import '@testing-library/jest-dom/vitest';
import { afterEach, expect } from 'vitest';
import { guardNetwork, takeLeaks } from './support/network-guard';

guardNetwork();

afterEach(() => {
  // Harmless in files without a DOM: nothing was rendered there.
  cleanup();
  expect(takeLeaks()).toEqual([]);
});
