import { afterEach, expect } from 'vitest';
import { guardNetwork, takeLeaks } from './support/network-guard';

guardNetwork();
// Where there is no DOM nothing is rendered, and a file need not wait for React.
if (typeof document !== 'undefined') await import('./setup-dom');

afterEach(() => expect(takeLeaks()).toEqual([]));
