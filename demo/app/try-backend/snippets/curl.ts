import { json, shell } from './literals';
import { sessionHeader, type SnippetHeader, type SnippetInput } from './snippet-input';

export function curlCommands(input: SnippetInput): string {
  const { absoluteUrl, headers, itemId, foreignItemId } = input;
  const secrets = [
    ...new Set([sessionHeader(input), ...headers.filter(isSecret).map(({ name }) => name)]),
  ];
  const plain = headers.filter((header) => !isSecret(header));
  const plainArguments = plain.map(({ name, value }) => `--header ${shell(`${name}: ${value}`)}`);
  const call = [
    `curl --include ${shell(`${absoluteUrl}/link/token/create`)}`,
    "--header 'content-type: application/json'",
    ...secrets.map((name) => `--header ${shell(`${name}: `)}"$${variableOf(name)}"`),
    ...plainArguments,
    `--data-raw ${shell(json({ item_id: itemId }))}`,
  ];
  const check = [
    `npx react-plaid-relink check-gateway ${shell(absoluteUrl)}`,
    `--item-id=${shell(itemId)}`,
    `--foreign-item-id=${foreignItemId === '' ? '"$FOREIGN_ITEM_ID"' : shell(foreignItemId)}`,
    ...secrets.map((name) => `--header-env ${shell(`${name}=${variableOf(name)}`)}`),
    ...plainArguments,
  ];
  return `# Reads a secret without showing it.
${secrets.map((name) => `read -rs ${variableOf(name)}; export ${variableOf(name)}\n`).join('')}
${call.join(' \\\n  ')}

# The checks, with those that a page cannot make.
${check.join(' \\\n  ')}
`;
}

function isSecret({ value }: SnippetHeader): boolean {
  return value === null;
}

/** Not a name that the shell itself uses, whatever the header is called. */
function variableOf(header: string): string {
  return `HEADER_${header.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
}
