// pages/api/plaid/[...path].ts in Next.js with the Pages router.
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler } from './handler.ts';

export default toNodeHandler(handler);
// Needed for webhooks, whose bytes Plaid signs. The handler also accepts a parsed body.
export const config = { api: { bodyParser: false } };
