import { useState } from 'react';
import { BackendFields } from './backend-fields';
import { CallsPanel } from './calls-panel';
import { CheckPanel } from './check-panel';
import type { BackendForm } from './form';
import { SnippetPanel } from './snippet-panel';
import { loadForm, saveForm, type FormStorage } from './storage';
import './try-backend.css';

export interface TryBackendProps {
  /** The backend that the form begins with, where the browser keeps no other. */
  usual: BackendForm;
  /** Where the form is kept, without its secrets. */
  storage: FormStorage;
  /** Sends the requests. @default the browser's */
  fetch?: typeof globalThis.fetch;
}

/** A browser's fetch must be called on its window. */
const browserFetch: typeof globalThis.fetch = (...args) => window.fetch(...args);

/** A form for a backend of the reader's own: requests by hand, the checks of `checkGateway`, and code. */
export function TryBackend({ usual, storage, fetch = browserFetch }: TryBackendProps) {
  const [form, setForm] = useState(() => loadForm(storage) ?? usual);
  const [isKept, setIsKept] = useState(true);
  const [outcome, setOutcome] = useState('');
  const change = (next: BackendForm): void => {
    setForm(next);
    setIsKept(saveForm(storage, next, usual));
  };

  return (
    <div className="try">
      <h1>Try your backend</h1>
      <p className="try-hint">
        Any backend that a page may call: in any language, on this machine or on another.
      </p>
      <BackendFields
        form={form}
        isKept={isKept}
        onChange={change}
        onReset={() => {
          change(usual);
          setOutcome('The form is that of the example’s backend again.');
        }}
      />
      <p role="status" className="try-outcome">
        {outcome}
      </p>
      <CallsPanel form={form} fetch={fetch} onOutcome={setOutcome} />
      <CheckPanel form={form} fetch={fetch} onOutcome={setOutcome} />
      <SnippetPanel form={form} onOutcome={setOutcome} />
    </div>
  );
}
