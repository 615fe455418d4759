// netlify/functions/plaid.ts
import { handler } from './handler.ts';

export default (request: Request) => handler(request);
export const config = { path: '/api/plaid/*' };
