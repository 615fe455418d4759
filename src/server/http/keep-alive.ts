/**
 * Passes work to the app's `waitUntil`. That may be an async function, and a rejection that is not handled ends a Node
 * process.
 *
 * @throws what `waitUntil` throws at once
 */
export function keepAlive(
  waitUntil: (work: Promise<void>) => unknown,
  work: Promise<void>,
  onRejected: (cause: unknown) => void,
): void {
  void Promise.resolve(waitUntil(work)).catch(onRejected);
}
