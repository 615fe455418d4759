import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from 'react-plaid-relink/server';
import { webhooks } from '../../examples/servers/handler.ts';
import netlify from '../../examples/servers/netlify.ts';

const relink = toNodeHandler(netlify);
const webhook = toNodeHandler(webhooks);

/** Both handlers as one function of Node's. */
export const listener = (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> =>
  (incoming.url === '/api/plaid-webhook' ? webhook : relink)(incoming, outgoing);

export { netlify as relink, webhooks };
