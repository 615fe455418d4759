import {
  context,
  metrics,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
} from '@opentelemetry/api';
import type { RelinkRequestEvent } from 'react-plaid-relink/server';

/** Where the trace of a request goes on: in the span of your HTTP instrumentation, or in the caller's `traceparent`. */
function parentOf(request: Request | null): Context {
  const active = context.active();
  if (trace.getSpan(active) || !request) return active;
  return propagation.extract(active, request.headers, {
    keys: (headers) => [...headers.keys()],
    get: (headers, name) => headers.get(name) ?? undefined,
  });
}

/** Call it once, after the SDK has started: metrics that are created before it are never sent. */
export function createRelinkTelemetry() {
  const tracer = trace.getTracer('react-plaid-relink');
  const meter = metrics.getMeter('react-plaid-relink');
  const seconds = { unit: 's' };
  const duration = meter.createHistogram('relink.request.duration', seconds);
  const plaidDuration = meter.createHistogram('relink.plaid.duration', seconds);
  const items = meter.createCounter('relink.items', { unit: '{item}' });
  const requestIds = new WeakMap<Request, string>();

  /** For `createRelinkHandler({ onRequest })` and `createRelinkService({ onRequest })`. */
  function onRequest(event: RelinkRequestEvent, request: Request | null): void {
    // Few values each: an id in a metric would make a time series of its own.
    const facts = {
      'http.route': event.route ?? 'none',
      'http.response.status_code': event.status,
      'relink.outcome': event.outcome,
      ...(event.errorCode !== null && { 'error.type': event.errorCode }),
    };
    duration.record(event.durationMs / 1000, facts);
    if (event.plaidMs > 0) plaidDuration.record(event.plaidMs / 1000, facts);
    for (const item of event.items ?? [event]) {
      // The alarm for guessing: isOwned false, by outcome.
      const isOwned = item.itemId !== null;
      if (isOwned || item.itemIdHash !== null)
        items.add(1, { 'relink.outcome': item.outcome, 'relink.is_owned': isOwned });
    }

    const startMs = event.at.getTime();
    const requestId = request && requestIds.get(request);
    const span = tracer.startSpan(
      `relink ${event.route ?? 'none'}`,
      {
        kind: SpanKind.INTERNAL,
        startTime: startMs,
        attributes: {
          ...facts,
          'relink.plaid_ms': event.plaidMs,
          ...(event.userId !== null && { 'user.id': event.userId }),
          ...(event.itemId !== null && { 'relink.item_id': event.itemId }),
          ...(event.itemIdHash !== null && { 'relink.item_id_hash': event.itemIdHash }),
          ...(event.requestId !== null && { 'plaid.request_id': event.requestId }),
          ...(requestId && { 'relink.request_id': requestId }),
        },
      },
      parentOf(request),
    );
    if (event.outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(startMs + event.durationMs);
  }

  /** Takes the caller's `x-request-id`, or makes one, and answers with it: what a user reads to your support. */
  function withRequestId(handler: (request: Request) => Promise<Response>) {
    return async (request: Request): Promise<Response> => {
      const given = request.headers.get('x-request-id') ?? '';
      const requestId = /^[\w-]{1,64}$/.test(given) ? given : crypto.randomUUID();
      requestIds.set(request, requestId);
      const response = await handler(request);
      response.headers.set('x-request-id', requestId);
      return response;
    };
  }

  return { onRequest, withRequestId };
}
