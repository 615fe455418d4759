import { useState } from 'react';

/** Copies a text, and says so in its own label. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [outcome, setOutcome] = useState<'Copied' | 'Not allowed here' | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setOutcome('Copied');
    } catch {
      // A page in a frame may be forbidden to write to the clipboard.
      setOutcome('Not allowed here');
    }
  };
  return (
    <button
      type="button"
      onClick={() => void copy()}
      onBlur={() => setOutcome(null)}
      onPointerLeave={() => setOutcome(null)}
    >
      {outcome ?? label}
    </button>
  );
}

/** The address of a story with these args, in the whole Storybook and not in its frame alone. */
export function linkTo(story: string, args: Readonly<Record<string, string>>): string {
  const url = new URL('./', window.location.href);
  const set = Object.entries(args).map(([name, value]) => `${name}:${value}`);
  url.search = `?path=/story/${story}&args=${set.join(';')}`;
  return url.href;
}
