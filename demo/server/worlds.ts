import type { World } from './world';

/** The worlds of all browsers, by their sessions. */
export interface Worlds {
  /** The world of a session, created where it has none. */
  open(sessionId: string): Promise<World>;
  /** The world of a session, or null where it has none. */
  find(sessionId: string | undefined): World | null;
  /** For webhooks. */
  byId(worldId: string): World | null;
  /** Puts a new world in the place of the session's. Its pages hear of it by `onReset`. */
  reset(sessionId: string): Promise<void>;
  /** @returns the function that unsubscribes the listener */
  onReset(sessionId: string, listener: () => void): () => void;
}

/** Enough for a room full of people, and a bound for a demo that runs for days. */
const KEPT = 50;

/** Makes worlds, and lets go of them. */
export interface WorldSource {
  /** @param register is called before the world's first webhook */
  create(register: (world: World) => void): Promise<World>;
  remove(world: World): void;
  /** Ends what serves them. */
  close(): void;
}

export function createWorlds({ create, remove }: Pick<WorldSource, 'create' | 'remove'>): Worlds {
  const sessions = new Map<string, Promise<World>>();
  const known = new Map<string, World>();
  const opened = new Map<string, World>();
  const listeners = new Map<string, Set<() => void>>();

  async function begin(sessionId: string): Promise<World> {
    const making = create((world) => known.set(world.id, world));
    sessions.set(sessionId, making);
    const world = await making.catch((error: unknown) => {
      sessions.delete(sessionId);
      throw error;
    });
    opened.set(sessionId, world);
    // The oldest go first.
    for (const old of [...sessions.keys()].slice(0, -KEPT)) forget(old);
    return world;
  }

  function forget(sessionId: string): void {
    const world = opened.get(sessionId);
    sessions.delete(sessionId);
    opened.delete(sessionId);
    if (!world) return;
    known.delete(world.id);
    remove(world);
  }

  return {
    open: (sessionId) => sessions.get(sessionId) ?? begin(sessionId),
    find: (sessionId) => (sessionId === undefined ? null : (opened.get(sessionId) ?? null)),
    byId: (worldId) => known.get(worldId) ?? null,
    async reset(sessionId) {
      forget(sessionId);
      await begin(sessionId);
      for (const listener of listeners.get(sessionId) ?? []) listener();
    },
    onReset(sessionId, listener) {
      const heard = listeners.get(sessionId) ?? new Set();
      listeners.set(sessionId, heard.add(listener));
      return () => {
        heard.delete(listener);
        if (heard.size === 0) listeners.delete(sessionId);
      };
    },
  };
}
