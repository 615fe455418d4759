/** Runs in a page before its scripts do: `pendingTimers()` is how many timers it has set that have yet to fire. */
export function countTimers() {
  const pending = new Set();
  const { setTimeout: set, clearTimeout: clear, setInterval: repeat, clearInterval: end } = window;
  window.setTimeout = (callback, ms, ...args) => {
    const id = set(() => {
      pending.delete(id);
      callback(...args);
    }, ms);
    pending.add(id);
    return id;
  };
  window.setInterval = (...args) => {
    const id = repeat(...args);
    pending.add(id);
    return id;
  };
  window.clearTimeout = (id) => {
    pending.delete(id);
    clear(id);
  };
  window.clearInterval = (id) => {
    pending.delete(id);
    end(id);
  };
  window.pendingTimers = () => pending.size;
}
