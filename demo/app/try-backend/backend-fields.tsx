import { useId, useRef } from 'react';
import { isSecretHeader, problemsOf, type BackendForm, type HeaderRow } from './form';

interface BackendFieldsProps {
  form: BackendForm;
  isKept: boolean;
  onChange(form: BackendForm): void;
  onReset(): void;
}

/** The address of the backend, what signs the reader in, and the Items to ask about. */
export function BackendFields({ form, isKept, onChange, onReset }: BackendFieldsProps) {
  const problems = problemsOf(form);
  const add = useRef<HTMLButtonElement>(null);
  const setHeaders = (headers: readonly HeaderRow[]): void => onChange({ ...form, headers });
  const setHeader = (index: number, change: Partial<HeaderRow>): void =>
    setHeaders(form.headers.map((row, at) => (at === index ? { ...row, ...change } : row)));

  return (
    <form className="try-fields" onSubmit={(event) => event.preventDefault()}>
      <Field
        label="Gateway URL"
        value={form.url}
        problem={problems.url}
        onChange={(url) => onChange({ ...form, url })}
      />
      <fieldset>
        <legend>Headers of each request</legend>
        <p className="try-hint">
          What signs you in, or names your tenant. The browser adds the cookies that it has for this
          address itself.
        </p>
        {form.headers.map((row, index) => (
          <div className="try-header" role="group" aria-label={`Header ${index + 1}`} key={index}>
            <Field
              label="Name"
              value={row.name}
              problem={problems.headers[index] ?? null}
              onChange={(name) => setHeader(index, { name })}
            />
            <Field
              label="Value"
              value={row.value}
              hint={
                row.name !== '' && isSecretHeader(row)
                  ? 'Kept in this page’s memory alone, as it may be a secret.'
                  : null
              }
              isSecret={row.name !== '' && isSecretHeader(row)}
              onChange={(value) => setHeader(index, { value })}
            />
            <button
              type="button"
              onClick={() => {
                setHeaders(form.headers.filter((_row, at) => at !== index));
                add.current?.focus();
              }}
            >
              Remove<span className="try-unseen"> header {index + 1}</span>
            </button>
          </div>
        ))}
        <button
          type="button"
          ref={add}
          onClick={() => setHeaders([...form.headers, { name: '', value: '' }])}
        >
          Add a header
        </button>
      </fieldset>
      <Field
        label="Item id"
        hint="An Item of the signed-in user: the id by which your backend knows it."
        value={form.itemId}
        problem={problems.itemId}
        onChange={(itemId) => onChange({ ...form, itemId })}
      />
      <Field
        label="Item id of another user (optional)"
        hint="Your backend must not give it away. Without it, the checks of ownership are skipped."
        value={form.foreignItemId}
        problem={problems.foreignItemId}
        onChange={(foreignItemId) => onChange({ ...form, foreignItemId })}
      />
      <p className="try-hint">
        {isKept
          ? 'This browser keeps the URL, the ids and plain headers, and no secret. Nothing here goes to anyone but your backend.'
          : 'This browser lets the page keep nothing. Nothing here goes to anyone but your backend.'}{' '}
        Never type a secret or an access token of Plaid’s: they belong on your server.
      </p>
      <button type="button" onClick={onReset}>
        Forget it, and use the example’s backend
      </button>
    </form>
  );
}

interface FieldProps {
  label: string;
  value: string;
  hint?: string | null;
  problem?: string | null;
  isSecret?: boolean;
  onChange(value: string): void;
}

function Field({
  label,
  value,
  hint = null,
  problem = null,
  isSecret = false,
  onChange,
}: FieldProps) {
  const id = useId();
  const notes = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="try-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        // A field that hides what is typed would have the browser offer to keep it as a password.
        type="text"
        className={isSecret ? 'try-secret' : undefined}
        dir="ltr"
        value={value}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={notes || undefined}
        onChange={({ target }) => onChange(target.value)}
      />
      {hint !== null && (
        <p id={`${id}-hint`} className="try-hint">
          {hint}
        </p>
      )}
      {problem !== null && (
        <p id={`${id}-problem`} className="try-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
