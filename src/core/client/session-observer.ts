import { callSafely } from '../errors/safe-callback';
import type { RelinkOptions, RelinkResult, RelinkView } from './session-types';
import type { SessionStore } from './session-store';

/** What a component makes of an Item's session; the newest counts. */
export interface SessionObserverOptions {
  options: RelinkOptions;
  /** Hears each view that follows the one which was rendered first. */
  onView?: ((view: RelinkView) => void) | undefined;
  /** Prepares the session as soon as the component is there. */
  prepareOnMount?: boolean | undefined;
}

/** One component's binding to one Item's session. Its functions stay the same. */
export interface SessionObserver {
  readonly itemId: string;
  setOptions(use: SessionObserverOptions): void;
  subscribe(listener: () => void): () => void;
  getSnapshot(): RelinkView;
  prepare(): void;
  open(): Promise<RelinkResult>;
}

/**
 * One component's bindings, one for each of its Items. Each has the newest options that were rendered for its Item:
 * those of the next Item are not about this one, whose outcome must not reach callbacks that take it for another's.
 */
export function createObservers(sessions: SessionStore): (itemId: string) => SessionObserver {
  // Hardly a button ever has a second Item, and a Map for each of a thousand would be much of their weight.
  const bindings: SessionObserver[] = [];
  return (itemId) => {
    let binding = bindings.find((known) => known.itemId === itemId);
    if (!binding) bindings.push((binding = createObserver(sessions, itemId)));
    return binding;
  };
}

function createObserver(sessions: SessionStore, itemId: string): SessionObserver {
  let use: SessionObserverOptions = { options: {} };
  // A component that React keeps hidden from the start is rendered and updated, and shows nothing: it prepares nothing.
  let hasWatched = false;
  const latest = (): RelinkOptions => use.options;
  const binding: SessionObserver = {
    itemId,
    setOptions(newest) {
      const prepares = hasWatched && newest.prepareOnMount && !use.prepareOnMount;
      use = newest;
      if (prepares) binding.prepare();
    },
    subscribe(listener) {
      const tell = (view: RelinkView): void => {
        listener();
        // After what the page makes of it, which React has put into a microtask: a dialog of the app's may be modal
        // again by then, and what is outside of it is not heard. A session does not depend on what is said about it.
        queueMicrotask(() => callSafely(use.onView, view));
      };
      const stop = sessions.subscribe(itemId, tell, true);
      hasWatched = true;
      if (use.prepareOnMount) binding.prepare();
      return stop;
    },
    getSnapshot: () => sessions.view(itemId),
    prepare: () => sessions.prepare(itemId, latest),
    open: () => sessions.open(itemId, latest),
  };
  return binding;
}
