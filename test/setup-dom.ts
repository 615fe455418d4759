import { cleanup } from '@testing-library/react';
import '@testing-library/jest-dom/vitest';
import { afterEach } from 'vitest';

// Harmless without a DOM: nothing was rendered then.
afterEach(() => cleanup());
