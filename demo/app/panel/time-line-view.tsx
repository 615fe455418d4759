import { Fragment, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Step, TimeLine, Turn } from './time-line';

const SOURCES: Readonly<Record<Step['from'], string>> = {
  button: 'Button',
  link: 'Link',
  error: 'onError',
  backend: 'Page → server',
  plaid: 'Server → Plaid',
  webhook: 'Plaid → server',
};

/** How far from its end a reader may have scrolled, and still be taken along. */
const NEAR_PX = 60;

/** What happens, oldest first, by the user's clicks. */
export function TimeLineView({ timeLine, hint }: { timeLine: TimeLine; hint: string }) {
  const turns = useSyncExternalStore(timeLine.subscribe, timeLine.turns);
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const { current } = box;
    // The box scrolls, and never the page.
    if (current && isAtEnd.current) current.scrollTop = current.scrollHeight;
  }, [turns]);
  return (
    <div
      className="time-line"
      ref={box}
      role="region"
      aria-label="Time line, oldest first"
      // It scrolls, so the keyboard must reach it.
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
      }}
    >
      {turns.map((turn) => (
        <TurnView key={turn.id} turn={turn} />
      ))}
      {turns.length === 1 && (
        <p className="empty">
          {hint} An idle button loads nothing and asks for nothing: its first request is on this
          line when you point at it.
        </p>
      )}
    </div>
  );
}

function TurnView({ turn }: { turn: Turn }) {
  const { kind, title, clock, steps } = turn;
  if (kind === 'boot') {
    return (
      <details className="turn" data-kind={kind}>
        <summary>
          <span className="title">{title}</span>
          <span className="total">{steps.length} steps</span>
        </summary>
        <Steps turn={turn} />
      </details>
    );
  }
  const last = steps.at(-1);
  return (
    <section className="turn" data-kind={kind}>
      <h3>
        <span className="title">{title}</span>
        <time className="total">
          {last && kind === 'click' ? secondsOf(last.at - turn.at) : clock}
        </time>
      </h3>
      <Steps turn={turn} />
    </section>
  );
}

function Steps({ turn: { at, steps } }: { turn: Turn }) {
  return (
    <ol>
      {steps.map(({ id, at: stepAt, from, what, status, ms }) => (
        <li key={id} data-from={from}>
          <span className="ms">{msOf(stepAt - at)}</span>
          <span className="source">{SOURCES[from]}</span>
          <span className="what">
            <Breakable text={what} />
          </span>
          {status !== undefined && (
            <span className="status" data-ok={status > 0 && status < 400}>
              {status || 'failed'}
              {ms ? <small> {ms} ms</small> : null}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Breaks a long name between its words only. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[a-z])(?=[A-Z])|(?<=[/_])/).map((word, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}

function msOf(ms: number): string {
  const rounded = Math.round(ms);
  return `${rounded < 0 ? '−' : '+'}${Math.abs(rounded).toLocaleString('en')} ms`;
}

function secondsOf(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
