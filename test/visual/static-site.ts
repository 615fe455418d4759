import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { serve, type Served } from '../support/serve';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves a folder below a path, as a plain web server does: nothing of it may count on being at the top. */
export function serveFolder(dir: string, below: string): Promise<Served> {
  return serve(async (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(below)) return new Response('Not here', { status: 404 });
    const path = normalize(pathname.slice(below.length)) || '.';
    const file = join(dir, path === '.' ? 'index.html' : path);
    try {
      const content = await readFile(file);
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      return new Response(content, { headers: { 'content-type': type } });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}
