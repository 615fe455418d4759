import { cleanup, configure } from '@testing-library/react';
import '@testing-library/jest-dom/vitest';
import { afterEach } from 'vitest';

// A bound for what never comes: a first click waits for chunks, which a busy machine takes longer than 1 s to transform.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);
