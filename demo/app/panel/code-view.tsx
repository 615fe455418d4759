import { CopyButton } from '../page/copy-button';

const PARTS =
  /(\/\*\*?[^]*?\*\/|\/\/.*)|('[^']*'|`[^`]*`)|\b(import|from|export|function|return|const|interface|type|if|else|void|null|true|false)\b|(<\/?[A-Z]\w*)/g;
const KINDS = ['comment', 'string', 'keyword', 'tag'] as const;

/** The files that make the tab, as they run here. */
export function CodeView({
  files,
}: {
  files: readonly (readonly [title: string, code: string])[];
}) {
  return (
    <div className="code">
      {files.map(([title, code]) => (
        <section key={title} aria-label={title}>
          <header>
            <h3>{title}</h3>
            <CopyButton text={code} label={`Copy ${title}`} />
          </header>
          <pre tabIndex={0} role="region" aria-label={`Code of ${title}`}>
            <code>{highlight(code.trimEnd())}</code>
          </pre>
        </section>
      ))}
      <p className="note">This is the file that runs in the tab, not a copy of it.</p>
    </div>
  );
}

function highlight(code: string) {
  const nodes = [];
  let end = 0;
  for (const match of code.matchAll(PARTS)) {
    const kind = KINDS.find((_, index) => match[index + 1] !== undefined);
    nodes.push(
      code.slice(end, match.index),
      <span key={match.index} data-kind={kind}>
        {match[0]}
      </span>,
    );
    end = match.index + match[0].length;
  }
  return [...nodes, code.slice(end)];
}
