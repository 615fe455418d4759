import { parseArgs } from 'node:util';
import type { CheckGatewayOptions } from '../testing/gateway-check/check-options';
import { checkGateway } from '../testing/gateway-check/check-gateway';
import { formatResults } from '../testing/gateway-check/format-results';
import { parsed, UsageError, type Command } from './command';

const USAGE = `Usage: react-plaid-relink check-gateway URL --item-id ID --foreign-item-id ID [options]

Tries the gateway at URL as the client and as an attacker would. It sends about 150 requests and mints a few tokens:
use Sandbox, and users and Items of tests.

  --item-id ID           an Item of the user whose session is in --header
  --foreign-item-id ID   an Item of another user
  --header 'NAME: VALUE' what signs the user in; may be given several times, and is never printed
  --header-env NAME=VAR  the same, with the value of an environment variable, which no list of processes shows
  --origin ORIGIN        the origin of the app's pages, where it is not that of URL
  --webhook-url URL      the route for Plaid's webhooks; it gets forged ones
  --report-relink        report a relink that did not happen, to check /item/relinked
  --rate-limit           use up the limits, with up to 240 requests more
  --timeout SECONDS      how long to wait for each answer; 15 by default
  --json                 print the results as JSON
  --help                 print this

Exit status: 0 where all that was checked holds, 1 where something fails, 2 for wrong usage.`;

/** `npx react-plaid-relink check-gateway URL` */
export const checkGatewayCommand: Command = {
  usage: USAGE,
  async run(args) {
    const { options, json } = parseCommand(args);
    const results = await checkGateway(options);
    console.log(json ? JSON.stringify(results, null, 2) : formatResults(results));
    return results.some(({ outcome }) => outcome === 'fails') ? 1 : 0;
  },
};

/** @throws UsageError */
function parseCommand(args: string[]): { options: CheckGatewayOptions; json: boolean } {
  const { values, positionals } = parsed(() => parse(args));
  const [url, ...rest] = positionals;
  if (url === undefined || rest.length > 0) throw new UsageError('Give one URL.');
  const itemId = values['item-id'];
  const foreignItemId = values['foreign-item-id'];
  if (itemId === undefined) throw new UsageError('--item-id is missing.');
  // A run without it would pass a backend that gives every user every Item.
  if (foreignItemId === undefined) throw new UsageError('--foreign-item-id is missing.');
  const seconds = Number(values.timeout);
  if (!(seconds > 0)) throw new UsageError('--timeout must be a number of seconds.');
  const options: CheckGatewayOptions = {
    url,
    itemId,
    foreignItemId,
    headers: parseHeaders(values.header, values['header-env']),
    origin: values.origin,
    webhookUrl: values['webhook-url'],
    reportRelink: values['report-relink'],
    rateLimit: values['rate-limit'],
    timeoutMs: Math.round(seconds * 1000),
  };
  return { options, json: values.json };
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      'item-id': { type: 'string' },
      'foreign-item-id': { type: 'string' },
      header: { type: 'string', multiple: true, default: [] },
      'header-env': { type: 'string', multiple: true, default: [] },
      origin: { type: 'string' },
      'webhook-url': { type: 'string' },
      'report-relink': { type: 'boolean', default: false },
      'rate-limit': { type: 'boolean', default: false },
      timeout: { type: 'string', default: '15' },
      json: { type: 'boolean', default: false },
    },
  });
}

/** No message repeats a value: it may be a session. */
function parseHeaders(lines: readonly string[], fromEnvironment: readonly string[]): Headers {
  const headers = new Headers();
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:\s]+):\s*(.*)$/s.exec(line) ?? [];
    append(headers, name, value, "--header must be 'NAME: VALUE'.");
  }
  for (const line of fromEnvironment) {
    const [, name = '', variable = ''] = /^([^=\s]+)=(\w+)$/.exec(line) ?? [];
    const value = process.env[variable] ?? '';
    append(headers, name, value, '--header-env must be NAME=VAR, with a variable that is set.');
  }
  return headers;
}

function append(headers: Headers, name: string, value: string, rule: string): void {
  try {
    if (name === '' || value === '') throw new UsageError(rule);
    headers.append(name, value);
  } catch {
    throw new UsageError(rule);
  }
}
