/** `npm run docs:errors`: writes the index of docs/errors from its pages, in the order of the code. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
const INDEX = at('docs/errors/README.md');

const INTRO = `# Error codes

Every error is a \`RelinkError\`. Switch on \`code\`, show \`displayMessage\` to the user, and log \`message\`.

The same error arrives at \`onError\` of the button and of the provider, as \`error\` of the hooks, and in the result of
\`open()\`. If neither the button nor the provider has \`onError\`, the error is logged to the console. Each error is
reported once. \`retryable\` says whether the same action may succeed later without a change. \`requestId\` is Plaid's, for
its support. \`remedy\` says what helps the Item, if that is known.

\`message\` ends with the address of the code's page. What goes wrong on the server is in [the server's log](server.md).
`;

const UNION = readFileSync(at('src/core/errors/code.ts'), 'utf8');

/** A heading for each comment in stars between the codes, as far as its first colon or full stop. */
export function makeIndex(): string {
  let text = INTRO;
  for (const [, heading, code] of UNION.matchAll(/^ {2}(?:\/\* ([^:.]+).*|\| '(\w+)');?$/gm)) {
    if (heading) text += `\n## ${heading}\n\n| code | what happened | retryable |\n|---|---|---|\n`;
    else if (code) text += rowOf(code);
  }
  const forgotten = readdirSync(new URL('.', INDEX)).filter(
    (page) => page !== 'README.md' && page !== 'server.md' && !text.includes(`](${page})`),
  );
  if (forgotten.length > 0) throw new Error(`Not found in the code: ${forgotten.join(', ')}.`);
  return text;
}

function rowOf(code: string): string {
  const page = readFileSync(at(`docs/errors/${code}.md`), 'utf8');
  const [, what] = page.split('\n\n');
  const [, retryable] = /^\| Retryable \| (\w+) \|$/m.exec(page) ?? [];
  if (!what || !retryable)
    throw new Error(`docs/errors/${code}.md says not what happened, or whether to retry.`);
  return `| [\`${code}\`](${code}.md) | ${what} | ${retryable} |\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(INDEX, makeIndex());
