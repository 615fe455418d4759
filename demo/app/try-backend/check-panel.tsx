import { useEffect, useRef, useState } from 'react';
import { isRelinkError } from 'react-plaid-relink';
import { checkGateway, type GatewayCheckResult } from 'react-plaid-relink/testing';
import { homepage } from '../../../package.json';
import { problemsOf, usablePart, type BackendForm } from './form';

interface CheckPanelProps {
  form: BackendForm;
  fetch: typeof globalThis.fetch;
  onOutcome(text: string): void;
}

type Run =
  | { type: 'none' }
  | { type: 'running'; results: readonly GatewayCheckResult[] }
  | { type: 'done'; results: readonly GatewayCheckResult[] }
  | { type: 'failed'; results: readonly GatewayCheckResult[]; problem: string };

const RULES = `${homepage.replace(/#.*/, '')}/blob/main/docs/gateway.md`;
const WORDS = { holds: 'Holds', fails: 'Fails', skipped: 'Skipped' } as const;
/** What fails comes first: there is something to do. */
const ORDER = { fails: 0, skipped: 1, holds: 2 } as const;
/** A mistake that all routes share is shown for some of them. */
const MAX_FAULTS = 5;

/** Runs the checks of `checkGateway`, and shows what holds and what does not. */
export function CheckPanel({ form, fetch, onOutcome }: CheckPanelProps) {
  const [run, setRun] = useState<Run>({ type: 'none' });
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const problems = problemsOf(form);
  const isReady = [problems.url, problems.itemId, ...problems.headers].every(
    (problem) => problem === null,
  );

  const check = async (): Promise<void> => {
    if (!isReady) {
      onOutcome('Nothing was checked: the form above has a field to mend.');
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const { url, itemId, foreignItemId, headers } = usablePart(form);
    let results: readonly GatewayCheckResult[] = [];
    setRun({ type: 'running', results });
    try {
      await checkGateway({
        url: new URL(url, window.location.href).href,
        itemId,
        foreignItemId: foreignItemId || undefined,
        headers: headers.map(({ name, value }): [string, string] => [name, value]),
        fetch,
        signal,
        onResult(result) {
          if (signal.aborted) return;
          results = [...results, result];
          setRun({ type: 'running', results });
        },
      });
      if (signal.aborted) return;
      setRun({ type: 'done', results });
      onOutcome(countsOf(results));
    } catch (error) {
      if (signal.aborted) return;
      const problem = isRelinkError(error) ? error.message : 'The checks broke off.';
      setRun({ type: 'failed', results, problem });
      onOutcome(problem);
      if (!isRelinkError(error)) throw error;
    }
  };
  const stop = (): void => {
    running.current?.abort();
    setRun((known) =>
      known.type === 'running'
        ? { type: 'failed', results: known.results, problem: 'Stopped.' }
        : known,
    );
    onOutcome('The checks were stopped.');
  };

  const isRunning = run.type === 'running';
  return (
    <section aria-labelledby="try-check">
      <h2 id="try-check">Check it</h2>
      <p className="try-hint">
        Tries your backend as the client and as an attacker would, with about 150 requests. It uses
        up some of your rate limit. Where a page may not do what a check needs, it is skipped, and
        the command in the snippet “curl” makes it. <a href={RULES}>The rules</a>
      </p>
      <button
        type="button"
        className="try-primary"
        aria-disabled={!isReady}
        aria-busy={isRunning}
        onClick={() => (isRunning ? stop() : void check())}
      >
        {isRunning ? 'Stop' : 'Check'}
      </button>
      {run.type === 'failed' && <p className="try-problem">{run.problem}</p>}
      {run.type !== 'none' && run.results.length > 0 && (
        <ResultTable results={run.results} caption={countsOf(run.results)} />
      )}
    </section>
  );
}

function ResultTable({
  results,
  caption,
}: {
  results: readonly GatewayCheckResult[];
  caption: string;
}) {
  const sorted = [...results].sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome]);
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Outcome</th>
          <th scope="col">Property</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((result) => (
          <tr key={result.id} data-outcome={result.outcome}>
            <td>{WORDS[result.outcome]}</td>
            <td>
              {result.title} <small>({result.rule})</small>
              {result.outcome === 'skipped' && <p className="try-hint">{result.reason}</p>}
              {result.outcome === 'fails' && <FailureDetails {...result} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FailureDetails({
  faults,
  why,
  fix,
}: Pick<Extract<GatewayCheckResult, { outcome: 'fails' }>, 'faults' | 'why' | 'fix'>) {
  const more = faults.length - MAX_FAULTS;
  return (
    <dl>
      <dt>Seen</dt>
      {faults.slice(0, MAX_FAULTS).map((fault, index) => (
        <dd key={index}>{fault}</dd>
      ))}
      {more > 0 && <dd>and {more} more</dd>}
      <dt>Why it matters</dt>
      <dd>{why}</dd>
      <dt>How to mend it</dt>
      <dd>{fix}</dd>
    </dl>
  );
}

function countsOf(results: readonly GatewayCheckResult[]): string {
  const count = (outcome: GatewayCheckResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  return `${count('holds')} hold, ${count('fails')} fail, ${count('skipped')} skipped`;
}
