import { handler } from './handler.ts';

export default { fetch: (request: Request) => handler(request) };
