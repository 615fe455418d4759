/** Reads an event when its turn comes; null where the event is stale by then. */
export type ReadEvent<Event> = () => Event | null;

/**
 * Handles events one after the other. An event that arrives meanwhile, such as a call from within a callback of the
 * app's, waits for its turn: no code is ever re-entered.
 */
export function createEventQueue<Event>(
  handle: (event: Event) => void,
): (read: ReadEvent<Event>) => void {
  const waiting: ReadEvent<Event>[] = [];
  let isRunning = false;

  return (read) => {
    waiting.push(read);
    if (isRunning) return;
    isRunning = true;
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const event = next();
        if (event) handle(event);
      }
    } finally {
      isRunning = false;
    }
  };
}
