import type { RequestDeadline } from '../http/request-deadline';
import type { OwnedItem } from '../options/owned-item';
import type { Afterwards } from './afterwards';
import { toRequestEvent, type RequestTrace } from './request-trace';
import type { ServiceContext } from './service-call';

/** Tells `onRequest` of a request. Call it once the answer is made; the app's function is called after it. */
export function tellRequest<User, Item extends OwnedItem>(
  { options: { onRequest } }: ServiceContext<User, Item>,
  afterwards: Afterwards,
  trace: RequestTrace,
  { request, deadline }: { request: Request | null; deadline: RequestDeadline | null },
): void {
  if (!onRequest || trace.isPreflight) return;
  const durationMs = performance.now() - trace.startedAt;
  const times = { durationMs, plaidMs: deadline?.plaidMs ?? 0 };
  afterwards.add('onRequest', () => onRequest(toRequestEvent(trace, times), request));
}
