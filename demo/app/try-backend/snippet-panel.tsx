import { useId, useState, type KeyboardEvent } from 'react';
import type { BackendForm } from './form';
import { snippetInput } from './snippets/snippet-input';
import {
  LANGUAGES,
  providerSnippet,
  serverSnippet,
  type Language,
  type Snippet,
} from './snippets/snippets';

interface SnippetPanelProps {
  form: BackendForm;
  onOutcome(text: string): void;
}

/** Code for the page and for the server, with what the form says. */
export function SnippetPanel({ form, onOutcome }: SnippetPanelProps) {
  const [language, setLanguage] = useState<Language>('TypeScript');
  const id = useId();
  const input = snippetInput(form, window.location.href);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const at = LANGUAGES.indexOf(language);
    const isReversed = getComputedStyle(event.currentTarget).direction === 'rtl';
    const steps: Record<string, number> = {
      ArrowRight: isReversed ? at - 1 : at + 1,
      ArrowLeft: isReversed ? at + 1 : at - 1,
      Home: 0,
      End: LANGUAGES.length - 1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = LANGUAGES.at(step % LANGUAGES.length) ?? language;
    setLanguage(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };

  return (
    <section aria-labelledby="try-code">
      <h2 id="try-code">Code for it</h2>
      <p className="try-hint">
        It follows the form above. Secrets are left out: the code reads them where it runs.
      </p>
      <SnippetView snippet={providerSnippet(input)} onOutcome={onOutcome} />
      <div role="tablist" aria-label="Language of the server" onKeyDown={onKeyDown}>
        {LANGUAGES.map((name) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            aria-selected={name === language}
            aria-controls={`${id}-panel`}
            tabIndex={name === language ? 0 : -1}
            onClick={() => setLanguage(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${language}`}>
        <SnippetView snippet={serverSnippet(language, input)} onOutcome={onOutcome} />
      </div>
    </section>
  );
}

function SnippetView({
  snippet: { place, code },
  onOutcome,
}: {
  snippet: Snippet;
  onOutcome(text: string): void;
}) {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code);
      onOutcome('Copied.');
    } catch {
      onOutcome('The browser did not let the page copy. Select the code, and copy it yourself.');
    }
  };
  return (
    <figure className="try-snippet">
      <figcaption>
        {place}
        <button type="button" onClick={() => void copy()}>
          Copy<span className="try-unseen"> the code for {place}</span>
        </button>
      </figcaption>
      <pre dir="ltr" tabIndex={0} role="group" aria-label={place}>
        {code}
      </pre>
    </figure>
  );
}
