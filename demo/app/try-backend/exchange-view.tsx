import { useState } from 'react';
import { homepage } from '../../../package.json';
import type { HeaderRow } from './form';
import { maskJson, maskText } from './secrets';
import type { Exchange, Failure } from './send-call';

const DOCS = `${homepage.replace(/#.*/, '')}/blob/main/docs/errors`;
const LINK_TOKEN = /link-(?:sandbox|development|production)-/;

interface ExchangeViewProps {
  exchange: Exchange;
  /** What must not be shown, wherever it appears. */
  secrets: readonly string[];
}

/** A request and its answer, without a token or a secret in them. */
export function ExchangeView({ exchange, secrets }: ExchangeViewProps) {
  const [reveal, setReveal] = useState(false);
  const { request, outcome, ms } = exchange;
  const options = { secrets, reveal };
  const hide = (rows: readonly HeaderRow[]): string =>
    rows.map(({ name, value }) => `${name}: ${maskText(value, options)}`).join('\n');
  const hasLinkToken = outcome.type === 'answered' && LINK_TOKEN.test(JSON.stringify(outcome.body));

  return (
    <div className="try-exchange">
      <details>
        <summary>Request</summary>
        <Code
          label="Request"
          text={`POST ${request.url}\n${hide(request.headers)}\n\n${JSON.stringify(request.body, null, 2)}`}
        />
      </details>
      {outcome.type === 'answered' && (
        <>
          <p>
            <strong className={outcome.failure ? 'try-bad' : 'try-good'}>{outcome.status}</strong>{' '}
            in {Math.round(ms)} ms
          </p>
          {outcome.failure && <FailureText failure={outcome.failure} />}
          <Code label="Headers that a page may read" text={hide(outcome.headers)} />
          <Code
            label="Body"
            text={
              typeof outcome.body === 'string'
                ? maskText(outcome.body, options) || '(empty)'
                : JSON.stringify(maskJson(outcome.body, options), null, 2)
            }
          />
          {hasLinkToken && (
            <button type="button" aria-pressed={reveal} onClick={() => setReveal(!reveal)}>
              Show the token’s first characters
            </button>
          )}
        </>
      )}
      {outcome.type === 'leaked' && (
        <p className="try-problem">
          <strong>{outcome.status}, with a secret in it:</strong> {outcome.what}. Your backend gives
          it to every signed-in user. Build each answer field by field, and take this token out of
          service (/item/access_token/invalidate). The answer is not shown.
        </p>
      )}
      {outcome.type === 'no answer' && (
        <>
          <p>
            <strong className="try-bad">No answer</strong> after {Math.round(ms)} ms
          </p>
          <FailureText failure={outcome.failure} />
        </>
      )}
    </div>
  );
}

function FailureText({ failure: { code, advice } }: { failure: Failure }) {
  return (
    <p>
      The client says <a href={`${DOCS}/${code}.md`}>{code}</a>. {advice}
    </p>
  );
}

/** A block that scrolls can be scrolled with the keyboard too. */
function Code({ label, text }: { label: string; text: string }) {
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <pre dir="ltr" tabIndex={0} aria-label={label} role="group">
        {text}
      </pre>
    </figure>
  );
}
