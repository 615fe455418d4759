import { useEffect, useRef, useState } from 'react';
import { CALLS, type Call } from './calls';
import { ExchangeView } from './exchange-view';
import { isSecretHeader, problemsOf, usablePart, type BackendForm } from './form';
import { sendCall, type Exchange } from './send-call';

interface CallsPanelProps {
  form: BackendForm;
  fetch: typeof globalThis.fetch;
  /** Tells the outcome to readers of the screen. */
  onOutcome(text: string): void;
}

type CallState =
  | { type: 'sending' }
  /** With the secrets of the form that was sent: the reader may have changed it since. */
  | { type: 'done'; exchange: Exchange; secrets: readonly string[] };

/** The requests of the client, each sent by a button. */
export function CallsPanel({ form, fetch, onOutcome }: CallsPanelProps) {
  const [states, setStates] = useState<Readonly<Record<string, CallState>>>({});
  const [isForeign, setIsForeign] = useState(false);
  const running = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const controllers = running.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
    };
  }, []);

  const problems = problemsOf(form);
  const usable = usablePart(form);
  const asked = isForeign && usable.foreignItemId !== '' ? usable.foreignItemId : usable.itemId;
  const isReady =
    problems.url === null && asked !== '' && problems.headers.every((problem) => problem === null);

  const send = async (call: Call): Promise<void> => {
    if (!isReady) {
      onOutcome('Nothing was sent: the form above has a field to mend.');
      return;
    }
    const { path } = call;
    running.current.get(path)?.abort();
    const controller = new AbortController();
    running.current.set(path, controller);
    const { signal } = controller;
    const set = (state: CallState): void => setStates((known) => ({ ...known, [path]: state }));
    set({ type: 'sending' });
    try {
      const sent = { ...usable, itemId: asked };
      const exchange = await sendCall(call, sent, { fetch, page: window.location.href, signal });
      if (signal.aborted) return;
      const secrets = sent.headers.filter(isSecretHeader).map(({ value }) => value);
      set({ type: 'done', exchange, secrets });
      onOutcome(`${path}: ${summaryOf(exchange)}`);
    } catch (error) {
      // A newer request has taken its place, or the page has left.
      if (!signal.aborted) throw error;
    }
  };

  return (
    <section aria-labelledby="try-calls">
      <h2 id="try-calls">Send a request</h2>
      <p className="try-hint">
        As the client sends it. Tokens in the answers are hidden. Use Sandbox and Items of tests.
      </p>
      {usable.foreignItemId !== '' && (
        <label className="try-choice">
          <input
            type="checkbox"
            checked={isForeign}
            onChange={({ target }) => setIsForeign(target.checked)}
          />
          Ask about the other user’s Item. The right answer is 404.
        </label>
      )}
      {!isReady && <p className="try-problem">The form above has a field to mend first.</p>}
      <ul className="try-calls">
        {CALLS.map((call) => {
          const state = states[call.path];
          return (
            <li key={call.path}>
              <div className="try-call">
                <div>
                  <code dir="ltr">{call.path}</code>
                  <p className="try-hint">{call.about}</p>
                </div>
                <button
                  type="button"
                  aria-disabled={!isReady}
                  aria-busy={state?.type === 'sending'}
                  onClick={() => void send(call)}
                >
                  {state?.type === 'sending' ? 'Sending…' : 'Send'}
                  <span className="try-unseen"> {call.path}</span>
                </button>
              </div>
              {state?.type === 'done' && (
                <ExchangeView exchange={state.exchange} secrets={state.secrets} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function summaryOf({ outcome, ms }: Exchange): string {
  const time = `${Math.round(ms)} milliseconds`;
  if (outcome.type === 'leaked')
    return `answered ${outcome.status}, with a secret of Plaid’s in it`;
  if (outcome.type === 'no answer') return `no answer after ${time}, ${outcome.failure.code}`;
  const { status, failure } = outcome;
  return `answered ${status} in ${time}${failure ? `, ${failure.code}` : ''}`;
}
