/** Stands for React Native where the tests of src/native run in jsdom; test/native runs them in React Native itself. */

const listeners = new Set<(state: string) => void>();

export const AppState = {
  currentState: 'active',
  addEventListener(_type: 'change', listener: (state: string) => void): { remove(): void } {
    listeners.add(listener);
    return { remove: () => void listeners.delete(listener) };
  },
};

export const Platform: { OS: string } = { OS: 'ios' };

export const Linking = { openURL: (_url: string): Promise<unknown> => Promise.resolve(true) };

/** The user leaves the app, or comes back to it. */
export function moveApp(state: 'active' | 'inactive' | 'background'): void {
  AppState.currentState = state;
  for (const listener of [...listeners]) listener(state);
}

export function countOfListeners(): number {
  return listeners.size;
}
