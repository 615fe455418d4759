export type Awaitable<Value> = Value | PromiseLike<Value>;

/** A store that takes longer counts as broken: a Redis client may queue for ever while Redis is away. */
const TIMEOUT_MS = 1_000;

/**
 * Calls a store of the app's, which must not fail a webhook.
 *
 * @returns null if the store threw, rejected or took too long, after `onFailure` has heard why
 */
export async function attemptStore<Value>(
  work: () => Awaitable<Value>,
  onFailure: (cause: unknown) => void,
): Promise<Value | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new Error(`It took longer than ${TIMEOUT_MS} ms.`);
    timer = setTimeout(() => reject(error), TIMEOUT_MS);
  });
  try {
    // Within an async function, so that what it throws at once is a rejection too.
    return await Promise.race([(async () => work())(), late]);
  } catch (cause) {
    onFailure(cause);
    return null;
  } finally {
    clearTimeout(timer);
  }
}
