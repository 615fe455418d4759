import { metrics, trace } from '@opentelemetry/api';
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
} from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RelinkActivity } from 'react-plaid-relink';
import { sendActivity } from '../../examples/next/lib/send-activity';
import { captureActivity } from '../../examples/telemetry/activity-capture';
import { createActivityTelemetry } from '../../examples/telemetry/activity-opentelemetry';
import { createSessionWorld, healthy, ITEM } from '../support/session-world';

const spans = new InMemorySpanExporter();
const counted = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const reader = new PeriodicExportingMetricReader({ exporter: counted });
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }),
);
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
afterAll(async () => {
  await reader.shutdown();
  for (const api of [trace, metrics]) api.disable();
});
beforeEach(async () => {
  await reader.forceFlush();
  spans.reset();
  counted.reset();
});

/** A user who leaves Link, tries again and succeeds. */
async function relinkTwice(onActivity: (activity: RelinkActivity) => void) {
  const world = createSessionWorld();
  world.config.onActivity = onActivity;
  const notice = world.notices.add(ITEM, 'relink');
  const session = world.newSession(ITEM);
  const first = await world.show(session);
  first.link.exit('INVALID_CREDENTIALS');
  await world.env.pass(2_000);
  const second = await world.show(session);
  world.gateway.getItem = () => Promise.resolve(healthy);
  second.link.succeed();
  await second.result;
  notice.remove();
  return world;
}

describe('the recipe for OpenTelemetry in the browser', () => {
  it('each click is a span with its steps, from the click to the end, and with no token', async () => {
    const { minted } = await relinkTwice(createActivityTelemetry());
    const [left, done] = spans.getFinishedSpans();
    expect(spans.getFinishedSpans()).toHaveLength(2);
    expect(left?.events.map(({ name }) => name)).toEqual(['opened', 'exited']);
    expect(left?.attributes).toEqual({
      'relink.item_id': ITEM,
      topic: 'relink',
      purpose: 'repair',
      'relink.outcome': 'exited',
      'plaid.link_session_id': 'session-1',
      'plaid.exit_status': 'requires_credentials',
      'error.type': 'INVALID_CREDENTIALS',
    });
    expect(done?.events.map(({ name }) => name)).toEqual(['opened', 'succeeded', 'confirmed']);
    expect(done?.attributes).toMatchObject({ 'relink.outcome': 'confirmed', by: 'link' });
    const told = JSON.stringify(spans.getFinishedSpans().map(({ attributes }) => attributes));
    for (const token of minted) expect(told).not.toContain(token);
  });

  it('the counter has the steps by topic and purpose, and no id', async () => {
    await relinkTwice(createActivityTelemetry());
    await reader.forceFlush();
    const points = counted
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
      .flatMap(({ dataPoints }) =>
        dataPoints.map(({ attributes, value }) => ({ attributes, value })),
      );
    const of = { topic: 'relink', purpose: 'repair' };
    expect(points).toContainEqual({ attributes: { name: 'clicked', ...of }, value: 2 });
    expect(points).toContainEqual({
      attributes: { name: 'confirmed', by: 'link', ...of },
      value: 1,
    });
    expect(JSON.stringify(points)).not.toContain(ITEM);
  });

  it('a step of a session that this page did not begin is counted, and no span of its own', async () => {
    const onActivity = createActivityTelemetry();
    const world = createSessionWorld();
    world.config.onActivity = onActivity;
    const session = world.newSession(ITEM);
    await world.look();
    world.gateway.getItem = () => Promise.resolve(healthy);
    session.onRelinkedElsewhere();
    await world.env.pass(0);
    await reader.forceFlush();
    expect(JSON.stringify(counted.getMetrics())).toContain('another_tab');
    expect(spans.getFinishedSpans()).toEqual([]);
  });
});

describe('the recipe for PostHog and its kin', () => {
  it('each step is an event with its own time', async () => {
    const capture = vi.fn();
    await relinkTwice(captureActivity({ capture }));
    expect(capture.mock.calls.map(([event]: unknown[]) => event)).toEqual([
      'bank relink clicked',
      'bank relink opened',
      'bank relink exited',
      'bank relink clicked',
      'bank relink opened',
      'bank relink succeeded',
      'bank relink confirmed',
    ]);
    const [, properties, options] = capture.mock.calls[2] as [string, object, object];
    expect(properties).toMatchObject({
      itemId: ITEM,
      topic: 'relink',
      errorCode: 'INVALID_CREDENTIALS',
    });
    expect(properties).not.toHaveProperty('at');
    expect(options).toEqual({ timestamp: new Date(Date.UTC(2026, 0, 1)) });
  });
});

describe('the recipe for a table of one’s own', () => {
  const stub = (sendBeacon: (url: string, body: Blob) => boolean, fetch = vi.fn()) => {
    vi.stubGlobal('navigator', { sendBeacon });
    vi.stubGlobal('fetch', fetch);
    onTestFinished(() => void vi.unstubAllGlobals());
    return fetch;
  };

  it('each step is sent as a beacon, which outlives the page', async () => {
    const bodies: Blob[] = [];
    const fetch = stub((url, body) => {
      expect(url).toBe('/api/activity');
      return bodies.push(body) > 0;
    });
    await relinkTwice(sendActivity);
    const sent = await Promise.all(
      bodies.map(async (body) => JSON.parse(await body.text()) as RelinkActivity),
    );
    expect(sent).toHaveLength(7);
    expect(sent[2]).toMatchObject({ name: 'exited', itemId: ITEM, at: '2026-01-01T00:00:00.000Z' });
    expect(bodies[0]?.type).toBe('application/json');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('a request takes the place of a beacon where the browser takes no more of them, and its failure is a warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    const fetch = stub(() => false, vi.fn().mockRejectedValue(new TypeError('offline')));
    await relinkTwice(sendActivity);
    expect(fetch).toHaveBeenCalledTimes(7);
    expect(fetch).toHaveBeenCalledWith(
      '/api/activity',
      expect.objectContaining({ method: 'POST', keepalive: true }),
    );
    expect(warn).toHaveBeenCalledTimes(7);
  });
});
