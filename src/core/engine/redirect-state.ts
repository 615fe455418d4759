import { createRelinkError } from '../errors/catalogue';
import type { RelinkError } from '../errors/relink-error';

/** Enough for a place in the app. What is larger belongs into a store of the app's own. */
const MAX_CHARACTERS = 4_096;

/**
 * The app's `redirectState` as it can be stored. Link opens without a state that cannot: a mistake in the way back must
 * not keep the user from the bank.
 */
export function redirectStateOf(
  itemId: string,
  state: unknown,
  onError: (error: RelinkError) => void,
): unknown {
  if (state === undefined) return null;
  const problem = problemOf(state);
  if (problem === null) return state;
  onError(
    createRelinkError('invalid_options', {
      itemId,
      message: `redirectState ${problem}, so onDone of <RelinkRedirect> gets null in its place. Give it a short JSON value, such as { step: 2 }.`,
    }),
  );
  return null;
}

function problemOf(state: unknown): string | null {
  try {
    // For a function or a symbol the text is undefined, whatever the type says.
    const text = JSON.stringify(state) as string | undefined;
    if (text === undefined) return 'is not JSON';
    return text.length > MAX_CHARACTERS ? `is longer than ${MAX_CHARACTERS} characters` : null;
  } catch {
    return 'is not JSON';
  }
}
