/**
 * Runs in a page before its scripts do: time passes only where `passTime(ms)` says so. Tasks, microtasks and frames are
 * the browser's own, so that React and promises do between two timers what they would.
 */
export function simulateClock() {
  const timers = new Map();
  const startedAt = Date.now();
  let now = 0;
  let ids = 0;
  let set = 0;
  let most = 0;

  const { port1, port2 } = new MessageChannel();
  const task = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });

  window.setTimeout = (callback, ms = 0, ...args) => {
    ids += 1;
    set += 1;
    // Whole milliseconds, as in a browser, and at least one: here no time passes while a callback runs.
    timers.set(ids, { at: now + Math.max(Math.trunc(ms), 1), run: () => callback(...args) });
    most = Math.max(most, timers.size);
    return ids;
  };
  window.clearTimeout = (id) => void timers.delete(id);
  Date.now = () => startedAt + now;
  performance.now = () => now;

  function next() {
    let first = null;
    for (const [id, { at }] of timers) if (!first || at < first.at) first = { id, at };
    return first;
  }

  window.passTime = async (ms) => {
    const end = now + ms;
    for (let first = next(); first && first.at <= end; first = next()) {
      now = Math.max(first.at, now);
      const { run } = timers.get(first.id);
      timers.delete(first.id);
      run();
      await task();
      await task();
    }
    now = end;
  };
  /** Timers: set and yet to fire; the most there were at once; set in all. */
  window.timerCounts = () => ({ pending: timers.size, most, set });
}
