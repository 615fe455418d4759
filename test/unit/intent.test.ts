import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { startIntent, stopIntent } from '../../src/components/button/intent';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A button that was intended, and has left the page. In a function of its own, so that no variable of the test holds it. */
function visit(passTime: () => void): WeakRef<object> {
  const button = { element: {} };
  startIntent(button, () => void button.element, 50);
  passTime();
  stopIntent(button);
  return new WeakRef(button);
}

it.each([
  ['was prepared', 50],
  ['was left before', 10],
])('a button that %s and has left the page can be collected', async (_, restedMs) => {
  vi.useFakeTimers();
  const button = visit(() => vi.advanceTimersByTime(restedMs));
  vi.useRealTimers();
  // A WeakRef keeps its target to the end of the task.
  await new Promise(setImmediate);
  collectGarbage();
  expect(button.deref()).toBeUndefined();
});
