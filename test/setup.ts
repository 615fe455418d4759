import { threadId } from 'node:worker_threads';
import { afterEach, expect } from 'vitest';
import { guardNetwork, takeLeaks } from './support/network-guard';

guardNetwork();
// The threads of a process hear each other's channels, as the tabs of a browser do; here each is a browser.
globalThis.BroadcastChannel = class extends BroadcastChannel {
  constructor(name: string) {
    super(`${name} ${threadId}`);
  }
};
// Where there is no DOM nothing is rendered, and a file need not wait for React.
if (typeof document !== 'undefined') await import('./setup-dom');

afterEach(() => expect(takeLeaks()).toEqual([]));
