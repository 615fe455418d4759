import { cleanup } from '@testing-library/react';
import { afterEach, expect } from 'vitest';

/** What the page asked of other machines; nothing but localhost resolves in this browser, so each is a failure. */
const leaks: string[] = [];
new PerformanceObserver((list) => {
  for (const { name } of list.getEntries()) {
    const { protocol, hostname } = new URL(name, location.href);
    if (/^https?:$/.test(protocol) && hostname !== location.hostname) leaks.push(name);
  }
}).observe({ type: 'resource', buffered: true });

afterEach(() => {
  cleanup();
  expect(leaks.splice(0)).toEqual([]);
});
