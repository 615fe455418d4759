import { callUser } from '../errors/safe-callback';
import type { RelinkOptions, RelinkResult, RelinkView } from './session-types';
import type { Sessions } from './session-store';

/** What a component makes of an Item's session; the newest counts. */
export interface SessionUse {
  options: RelinkOptions;
  /** Hears each view that follows the one which was rendered first. */
  onView?: ((view: RelinkView) => void) | undefined;
  /** Prepares the session as soon as the component is there. */
  prepares?: boolean | undefined;
}

/** One component's binding to one Item's session. Its functions stay the same. */
export interface SessionBinding {
  readonly itemId: string;
  update(use: SessionUse): void;
  watch(listener: () => void): () => void;
  view(): RelinkView;
  prepare(): void;
  open(): Promise<RelinkResult>;
}

/**
 * One component's bindings, one for each of its Items. Each has the newest options that were rendered for its Item:
 * those of the next Item are not about this one, whose outcome must not reach callbacks that take it for another's.
 */
export function createBindings(sessions: Sessions): (itemId: string) => SessionBinding {
  // Hardly a button ever has a second Item, and a Map for each of a thousand would be much of their weight.
  const bindings: SessionBinding[] = [];
  return (itemId) => {
    let binding = bindings.find((known) => known.itemId === itemId);
    if (!binding) bindings.push((binding = createBinding(sessions, itemId)));
    return binding;
  };
}

function createBinding(sessions: Sessions, itemId: string): SessionBinding {
  let use: SessionUse = { options: {} };
  // A component that React keeps hidden from the start is rendered and updated, and shows nothing: it prepares nothing.
  let hasWatched = false;
  const latest = (): RelinkOptions => use.options;
  const binding: SessionBinding = {
    itemId,
    update(newest) {
      const prepares = hasWatched && newest.prepares && !use.prepares;
      use = newest;
      if (prepares) binding.prepare();
    },
    watch(listener) {
      const tell = (view: RelinkView): void => {
        listener();
        // After what the page makes of it, which React has put into a microtask: a dialog of the app's may be modal
        // again by then, and what is outside of it is not heard. A session does not depend on what is said about it.
        queueMicrotask(() => callUser(use.onView, view));
      };
      const stop = sessions.subscribe(itemId, tell, true);
      hasWatched = true;
      if (use.prepares) binding.prepare();
      return stop;
    },
    view: () => sessions.view(itemId),
    prepare: () => sessions.prepare(itemId, latest),
    open: () => sessions.open(itemId, latest),
  };
  return binding;
}
