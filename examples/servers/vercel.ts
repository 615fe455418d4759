// api/plaid/[...path].ts, a Vercel function without a framework.
import { handler } from './handler.ts';

export default { fetch: (request: Request) => handler(request) };
