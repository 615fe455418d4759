import { rowsChangedSince } from '@/lib/items';
import { subscribe, type News } from '@/lib/news';
import { changedSince } from '@/lib/records';
import { userOf } from '@/lib/session';

const HEADERS = {
  'content-type': 'text/event-stream',
  // Without `no-transform` Next.js compresses the stream, and the compression waits for more.
  'cache-control': 'no-cache, no-transform',
  // A server that ends waits for its connections, and the browser would reconnect over this one.
  connection: 'close',
};

/** Server-sent events about this user's Items: what has changed since the page was rendered, and what changes now. */
export async function GET(request: Request): Promise<Response> {
  const user = await userOf(request);
  if (!user) return new Response(null, { status: 401 });
  const since = new Date(new URL(request.url).searchParams.get('since') ?? '');
  if (Number.isNaN(since.getTime())) return new Response(null, { status: 400 });
  let unsubscribe = (): void => {};
  const events = new ReadableStream<string>({
    async start(controller) {
      const tell = ({ type, itemId }: News): void =>
        controller.enqueue(`event: ${type}\ndata: ${itemId}\n\n`);
      const end = (): void => {
        unsubscribe();
        controller.close();
      };
      // First, so that nothing is missed in between.
      unsubscribe = subscribe(user.id, { tell, end });
      for (const itemId of await changedSince(user.id, since.toISOString())) {
        tell({ type: 'health', itemId });
        tell({ type: 'data', itemId });
      }
      // The page may have read a row between Plaid's answer and what that changed in the row.
      for (const itemId of await rowsChangedSince(user.id, since)) tell({ type: 'data', itemId });
      controller.enqueue(': connected\n\n');
    },
    cancel: () => unsubscribe(),
  });
  return new Response(events.pipeThrough(new TextEncoderStream()), { headers: HEADERS });
}
