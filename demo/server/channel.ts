/** Tells every listener each value that is sent. */
export interface Channel<Value> {
  send(value: Value): void;
  /** @returns the function that unsubscribes the listener */
  listen(listener: (value: Value) => void): () => void;
}

export function createChannel<Value>(): Channel<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    send(value) {
      for (const listener of [...listeners]) listener(value);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
