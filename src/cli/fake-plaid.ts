import { parseArgs } from 'node:util';
import { isRecord } from '../core/unknown';
import { serveFakePlaid, type ServedFakePlaid } from '../testing/served/serve-fake-plaid';
import { parsed, UsageError, type Command } from './command';

const USAGE = `Usage: react-plaid-relink fake-plaid [options]

Runs a fake Plaid on this machine, for development without keys. It has two Items, of which one must be reconnected, and
prints the lines for the .env file of your app. Each start begins with the same keys and Items.

  --port PORT     where it listens, on 127.0.0.1 alone; 4000 by default, 0 for any free port
  --webhook URL   where the Items' webhooks go, signed as Plaid signs them; none are sent by default. The official
                  client's sandboxItemFireWebhook fires one
  --help          print this

It runs until Ctrl+C. Exit status: 0 at its end, 1 where it cannot listen, 2 for wrong usage.`;

/** `npx react-plaid-relink fake-plaid` */
export const fakePlaidCommand: Command = {
  usage: USAGE,
  async run(args) {
    const { port, webhook } = parseCommand(args);
    const told = untilTold();
    let plaid: ServedFakePlaid;
    try {
      plaid = await serveFakePlaid({
        port,
        webhook,
        onRequest: ({ path, status, errorCode }) =>
          console.log(`${path} ${status}${errorCode === null ? '' : ` ${errorCode}`}`),
        onWebhook: (code, outcome) => console.log(`webhook ${code}: ${outcome}`),
      });
    } catch (error) {
      console.error(whyNot(port, error));
      return 1;
    }
    console.log(welcome(plaid));
    await told;
    plaid.close();
    return 0;
  },
};

/** @throws UsageError */
function parseCommand(args: string[]): { port: number; webhook: string | undefined } {
  const { values } = parsed(() =>
    parseArgs({
      args,
      options: { port: { type: 'string', default: '4000' }, webhook: { type: 'string' } },
    }),
  );
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : NaN;
  if (!(port <= 65_535)) throw new UsageError('--port must be a number from 0 to 65535.');
  const { webhook } = values;
  if (webhook !== undefined && !/^https?:$/.test(protocolOf(webhook))) {
    throw new UsageError('--webhook must be an http or https URL.');
  }
  return { port, webhook };
}

const protocolOf = (url: string): string => (URL.canParse(url) ? new URL(url).protocol : '');

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolve());
  });
}

function whyNot(port: number, error: unknown): string {
  const code = isRecord(error) ? String(error.code) : 'unknown error';
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use, perhaps by another fake Plaid. End that one, or choose another port with --port.`;
  }
  return `The fake Plaid cannot listen on port ${port} (${code}). Choose another port with --port.`;
}

const welcome = ({ url, env }: ServedFakePlaid): string => `A fake Plaid is running on ${url}.

Copy these lines to the .env.development.local file of your app, and restart the app:

${env}

First Platypus Bank must be reconnected. In Link, log in with user_good and pass_good. To break it again, call
sandboxItemResetLogin of the official client, or restart this command. Ctrl+C ends it. Requests to it follow.
`;
