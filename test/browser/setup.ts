import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach, expect } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../support/warm-chunks';

/** What the page asked of other machines; nothing but localhost resolves in this browser, so each is a failure. */
const leaks: string[] = [];
new PerformanceObserver((list) => {
  for (const { name } of list.getEntries()) {
    const { protocol, hostname } = new URL(name, location.href);
    if (/^https?:$/.test(protocol) && hostname !== location.hostname) leaks.push(name);
  }
}).observe({ type: 'resource', buffered: true });

/** The mouse is where the last test left it, and a button that appears below it is pointed at: it rests in a corner. */
beforeEach(async () => {
  const corner = document.createElement('div');
  corner.dataset.testid = 'corner';
  corner.style.cssText = 'position: fixed; inset: auto 0 0 auto; width: 8px; height: 8px';
  document.body.append(corner);
  await userEvent.hover(page.getByTestId('corner'));
  corner.remove();
});

afterEach(() => {
  cleanup();
  expect(leaks.splice(0)).toEqual([]);
});
