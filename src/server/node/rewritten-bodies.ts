/** Requests whose body is a parser's result, written again: same content, other bytes. */
const rewritten = new WeakSet<Request>();

/**
 * Marks a request whose body was written again, since no signature fits such a body. The mark passes on to
 * `request.clone()`; `new Request(request)` makes a request without it, which no code can hear of.
 *
 * @returns the request
 */
export function markRewritten(request: Request): Request {
  rewritten.add(request);
  const clone = request.clone.bind(request);
  return Object.defineProperty(request, 'clone', { value: () => markRewritten(clone()) });
}

/** Whether a body parser ran before `toNodeHandler`, so that the body's bytes are not those that were sent. */
export function isRewritten(request: Request): boolean {
  return rewritten.has(request);
}
