import { jsxAttribute, typescript } from './literals';
import { sessionHeader, type SnippetHeader, type SnippetInput } from './snippet-input';

export function providerCode({ url, headers, itemId }: SnippetInput): string {
  const isSecret = headers.some(({ value }) => value === null);
  return `import { RelinkButton, RelinkProvider } from 'react-plaid-relink';
${isSecret ? "import { readSecret } from './your-session';\n" : ''}${headers.length > 0 ? headersCode(headers, isSecret) : ''}
export function Banks() {
  return (
    <RelinkProvider gateway=${jsxAttribute(url)}${headers.length > 0 ? ' headers={headers}' : ''}>
      <RelinkButton itemId=${jsxAttribute(itemId)} />
    </RelinkProvider>
  );
}
`;
}

function headersCode(headers: readonly SnippetHeader[], isSecret: boolean): string {
  const lines = headers.map((header) => `  ${propertyName(header.name)}: ${valueOf(header)},\n`);
  const object = `({\n${lines.join('')}})`;
  return isSecret
    ? `\n// Called before each request. Secrets stay out of the code.\nconst headers = async () => ${object};\n`
    : `\nconst headers = ${object.slice(1, -1)};\n`;
}

function propertyName(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : typescript(name);
}

function valueOf({ name, value, scheme }: SnippetHeader): string {
  if (value !== null) return typescript(value);
  const secret = `await readSecret(${typescript(name)})`;
  return scheme === '' ? secret : `\`${scheme}\${${secret}}\``;
}

export function typescriptServer(input: SnippetInput): string {
  const { path, trustedOrigin } = input;
  return `import express from 'express';
import { createRelinkHandler, toNodeHandler } from 'react-plaid-relink/server';
import { findItemOfUser, userOf } from './database';
import { plaid } from './plaid';

const relink = createRelinkHandler({
  plaid,
  // No user: 401.
  authenticate: (request) => userOf(request.headers.get(${typescript(sessionHeader(input))})),
  userId: (user) => user.id,
  // { accessToken, clientUserId } if the Item is this user's, else null: 404.
  findItem: (itemId, user) => findItemOfUser(itemId, user.id),
  linkToken: { clientName: 'Your App', countryCodes: ['US'], language: 'en' },
${trustedOrigin === null ? '' : `  // The origin of the page, where the gateway is on another.\n  trustedOrigins: [${typescript(trustedOrigin)}],\n`}});

const app = express();
app.use(${typescript(expressPath(path))}, toNodeHandler(relink));
app.listen(3000);
`;
}

/** Express gives these characters a meaning, and takes them as they are after a backslash. */
function expressPath(path: string): string {
  return path.replaceAll(/[:*(){}[\]?+!\\]/g, '\\$&') || '/';
}
