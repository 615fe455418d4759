import { metrics, trace, type Span } from '@opentelemetry/api';
import type { RelinkActivity } from 'react-plaid-relink';

/** Call it once, after the SDK has started: metrics that are created before it are never sent. */
export function createActivityTelemetry() {
  const tracer = trace.getTracer('react-plaid-relink');
  const steps = metrics.getMeter('react-plaid-relink').createCounter('relink.activity');
  /** One for each Item that the user relinks now. */
  const spans = new Map<string, Span>();

  /** For `<RelinkProvider onActivity>`. */
  return function onActivity(activity: RelinkActivity): void {
    const { name, at, itemId, topic, purpose, by } = activity;
    // Few values each: an id in a metric would make a time series of its own.
    steps.add(1, present({ name, topic, purpose, by }));

    if (name === 'clicked') {
      const attributes = present({ 'relink.item_id': itemId, topic, purpose });
      spans.set(itemId, tracer.startSpan('relink', { startTime: at, attributes }));
      return;
    }
    const span = spans.get(itemId);
    if (!span) return;
    span.addEvent(name, at);
    if (name !== 'exited' && name !== 'confirmed' && name !== 'failed') return;
    spans.delete(itemId);
    const { institutionId, linkSessionId, view, exitStatus, errorCode } = activity;
    span.setAttributes(
      present({
        'relink.outcome': name,
        'plaid.institution_id': institutionId,
        'plaid.link_session_id': linkSessionId,
        'plaid.view': view,
        'plaid.exit_status': exitStatus,
        'error.type': errorCode,
        by,
      }),
    );
    span.end(at);
  };
}

/** OpenTelemetry has no null: an attribute that is not known is left out. */
function present(given: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
