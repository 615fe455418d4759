import type { NodeMessage } from './node-message';

/** What a request was made of. */
interface RequestMessage {
  incoming: NodeMessage;
  /** Whether the body is a parser's result, written again: same content, other bytes. No signature fits those. */
  isRewritten: boolean;
}

const messages = new WeakMap<Request, RequestMessage>();

/**
 * Keeps what a request was made of, also for `request.clone()`. `new Request(request)` makes a request without it, which
 * no code can hear of.
 *
 * @returns the request
 */
export function keepMessage(request: Request, message: RequestMessage): Request {
  messages.set(request, message);
  const clone = request.clone.bind(request);
  return Object.defineProperty(request, 'clone', { value: () => keepMessage(clone(), message) });
}

/** @returns null for a request that `toNodeHandler` has not made */
export function messageOf(request: Request): NodeMessage | null {
  return messages.get(request)?.incoming ?? null;
}

/** Whether a body parser ran before `toNodeHandler`, so that the body's bytes are not those that were sent. */
export function isRewritten(request: Request): boolean {
  return messages.get(request)?.isRewritten ?? false;
}
