import { useState } from 'react';
import { PageIcon } from './icons';

/** Copies a text, and says so. Where the browser refuses, it says that too. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
    setTimeout(() => setOutcome(null), 2_000);
  };
  return (
    <button type="button" className="copy" aria-label={label} onClick={() => void copy()}>
      <PageIcon name={outcome === 'copied' ? 'check' : 'copy'} />
      <span role="status">
        {outcome === 'copied' && 'Copied'}
        {outcome === 'refused' && 'Press Ctrl+C'}
      </span>
    </button>
  );
}
