import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Sent {
  method?: string;
  path?: string;
  /** As they are, in their order, repeated ones too. */
  headers?: [name: string, value: string][];
  /** Sent in chunks, without a content-length, where it is a list. */
  body?: string | string[];
  agent?: Agent;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Whether the connection had carried an earlier request. */
  isReused: boolean;
  json(): Record<string, unknown>;
}

/** An HTTP client that adds nothing and repeats headers where it is told to, which `fetch` would not. */
export function send(
  port: number,
  { method = 'POST', path = '/', headers = [], body = '', agent }: Sent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const isChunked = Array.isArray(body);
    const length = ['content-length', String(Buffer.byteLength(isChunked ? '' : body))];
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: agent ?? false,
        headers: [
          ...['host', `127.0.0.1:${port}`],
          ...(isChunked ? ['transfer-encoding', 'chunked'] : length),
          ...headers.flat(),
        ],
      },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => (text += chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            isReused: outgoing.reusedSocket,
            json: () => JSON.parse(text) as Record<string, unknown>,
          }),
        );
      },
    );
    outgoing.on('error', reject);
    for (const chunk of isChunked ? body : [body]) outgoing.write(chunk);
    outgoing.end();
  });
}
