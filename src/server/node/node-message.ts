/**
 * What an adapter can count on of a request. Node's own messages have all of it. What serverless platforms, HTTP/2 and
 * mocks put in their place lacks one part or another.
 */
export interface NodeMessage {
  method?: string | undefined;
  url?: string | undefined;
  /** The path before a router removed its mount point. */
  originalUrl?: string;
  headers?: Readonly<Record<string, string | number | string[] | undefined>>;
  headersDistinct?: Readonly<Record<string, string[] | undefined>>;
  socket?: NodeSocket | null;
  httpVersionMajor?: number;
  /** What a body parser read. */
  body?: unknown;
  /** The bytes before a parser read them: kept by a parser's `verify` hook, or by a serverless platform. */
  rawBody?: unknown;
  /** Whether the whole message has arrived. */
  complete?: boolean;
  destroyed?: boolean;
  readableDidRead?: boolean;
  readableEnded?: boolean;
  on?(event: string, listener: (value?: unknown) => void): unknown;
  off?(event: string, listener: (value?: unknown) => void): unknown;
  pause?(): unknown;
  resume?(): unknown;
  destroy?(): unknown;
  /** HTTP/2's stream of this message. */
  stream?: { close?(): unknown };
}

interface NodeSocket {
  encrypted?: unknown;
  end?(): unknown;
  destroySoon?(): unknown;
}

/** What an adapter can count on of an answer. */
export interface NodeAnswer {
  statusCode: number;
  headersSent?: boolean;
  closed?: boolean;
  destroyed?: boolean;
  getHeader(name: string): number | string | string[] | undefined;
  setHeader(name: string, value: string | string[]): unknown;
  write(chunk: Uint8Array): unknown;
  end(): unknown;
  destroy?(): unknown;
  on?(event: string, listener: () => void): unknown;
  off?(event: string, listener: () => void): unknown;
}
