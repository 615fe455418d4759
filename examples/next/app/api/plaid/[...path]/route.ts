import { relinkHandler } from '@/lib/relink';

export const POST = (request: Request): Promise<Response> => relinkHandler()(request);

/** The logos of banks. */
export const GET = POST;
