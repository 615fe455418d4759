import { context, metrics, propagation, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createRelinkTelemetry } from '../../examples/telemetry/opentelemetry';
import { eventually } from '../support/eventually';
import { createServerApp, ITEMS, LINK } from '../support/server-app';

const spanExporter = new InMemorySpanExporter();
const metricExporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const reader = new PeriodicExportingMetricReader({ exporter: metricExporter });
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] }),
);
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
/** As W3C writes it: version, trace, span, flags. */
propagation.setGlobalPropagator({
  fields: () => ['traceparent'],
  inject() {},
  extract(into, carrier, { get }) {
    const [, traceId = '', spanId = ''] = String(get(carrier, 'traceparent')).split('-');
    return trace.setSpanContext(into, { traceId, spanId, traceFlags: 1, isRemote: true });
  },
});
afterAll(async () => {
  await reader.shutdown();
  for (const api of [trace, metrics, context, propagation]) api.disable();
});
beforeEach(async () => {
  await reader.forceFlush();
  spanExporter.reset();
  metricExporter.reset();
});

function setUp() {
  const telemetry = createRelinkTelemetry();
  const app = createServerApp();
  const { handler } = app.setUp({ onRequest: telemetry.onRequest });
  return { ...app, handler: telemetry.withRequestId(handler) };
}

async function spansAfter(count: number): Promise<ReadableSpan[]> {
  await eventually(() => expect(spanExporter.getFinishedSpans()).toHaveLength(count));
  return spanExporter.getFinishedSpans();
}

describe('the recipe for OpenTelemetry', () => {
  it('each request is a span in the caller’s trace, with both request ids and without a token', async () => {
    const { handler, requestFor, items } = setUp();
    const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
    const headers = { traceparent: `00-${traceId}-${spanId}-01`, 'x-request-id': 'support-17' };
    const response = await handler(requestFor(LINK, { headers }));
    const body = (await response.json()) as { request_id: string };
    expect(response.headers.get('x-request-id')).toBe('support-17');
    const [span] = await spansAfter(1);
    expect(span?.spanContext().traceId).toBe(traceId);
    expect(span?.parentSpanContext?.spanId).toBe(spanId);
    expect(span?.name).toBe('relink /link/token/create');
    expect(span?.attributes).toMatchObject({
      'http.route': LINK,
      'http.response.status_code': 200,
      'relink.outcome': 'ok',
      'user.id': 'ada',
      'relink.item_id': items.ada.itemId,
      'plaid.request_id': body.request_id,
      'relink.request_id': 'support-17',
    });
    expect(JSON.stringify(span?.attributes)).not.toMatch(/(?:access|link|public)-sandbox/);
  });

  it('a request that HTTP instrumentation has a span for is a child of it', async () => {
    const { handler, requestFor } = setUp();
    const parent = trace.getTracer('http').startSpan('POST');
    await context.with(trace.setSpan(context.active(), parent), () => handler(requestFor(LINK)));
    const [span] = await spansAfter(1);
    expect(span?.parentSpanContext?.spanId).toBe(parent.spanContext().spanId);
  });

  it('a request id that a client made up is not repeated, and each request has one', async () => {
    const { handler, requestFor } = setUp();
    const forged = await handler(requestFor(LINK, { headers: { 'x-request-id': 'a'.repeat(65) } }));
    expect(forged.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('a failure is an error of its span, and a refusal is none', async () => {
    const { handler, requestFor, plaid } = setUp();
    plaid.failNext(LINK, { errorCode: 'PLANNED_MAINTENANCE' });
    await handler(requestFor(LINK));
    await handler(requestFor(LINK, { user: 'visitor' }));
    const spans = await spansAfter(2);
    expect(spans.map(({ status }) => status.code)).toEqual([
      SpanStatusCode.ERROR,
      SpanStatusCode.UNSET,
    ]);
  });

  it('metrics count requests by route and outcome, and Items that are not owned, without any id', async () => {
    const { handler, requestFor, items } = setUp();
    await handler(requestFor(LINK));
    const body = JSON.stringify({ item_ids: [items.ada.itemId, items.bob.itemId, 'guess'] });
    await handler(requestFor(ITEMS, { body }));
    await spansAfter(2);
    await reader.forceFlush();
    const seen = metricExporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap((scope) => scope.metrics);
    const names = seen.map(({ descriptor }) => descriptor.name);
    expect(names.sort()).toEqual([
      'relink.items',
      'relink.plaid.duration',
      'relink.request.duration',
    ]);
    const counted = seen.find(({ descriptor }) => descriptor.name === 'relink.items')?.dataPoints;
    expect(counted?.map(({ attributes, value }) => [attributes, value])).toEqual([
      [{ 'relink.outcome': 'ok', 'relink.is_owned': true }, 2],
      [{ 'relink.outcome': 'refused', 'relink.is_owned': false }, 2],
    ]);
    expect(JSON.stringify(seen)).not.toContain(items.ada.itemId);
  });
});
