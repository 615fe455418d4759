import { handler as relink } from '../../examples/servers/handler.ts';

export { webhooks } from '../../examples/servers/handler.ts';

/** In the servers' place of handler.ts: the same handler, and beside it what it has no use for itself. */
export const handler = (request: Request): Promise<Response> =>
  new URL(request.url).pathname === '/api/plaid/echo' ? echo(request) : relink(request);

/** Answers with two cookies, the headers that it saw, and the body as it comes in. */
function echo(request: Request): Promise<Response> {
  const headers = new Headers([
    ['set-cookie', 'a=1; Path=/'],
    ['set-cookie', 'b=2; Path=/'],
    ['x-seen-many', request.headers.get('x-many') ?? ''],
    ['x-seen-cookie', request.headers.get('cookie') ?? ''],
    ['x-seen-url', request.url],
    ['content-type', 'application/octet-stream'],
  ]);
  return Promise.resolve(new Response(request.body, { status: 201, headers }));
}
