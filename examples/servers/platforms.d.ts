/** The parts of the platforms' packages that the examples use: test/frameworks/platforms has the packages. */
type NodeFunction = (
  request: import('node:http').IncomingMessage,
  response: import('node:http').ServerResponse,
) => unknown;

declare module 'serverless-http' {
  export default function serverless(app: NodeFunction): (event: object) => Promise<object>;
}
declare module '@google-cloud/functions-framework' {
  export function http(name: string, handler: NodeFunction): void;
}
declare module '@nestjs/common' {
  export function Module(metadata: object): (target: new () => object) => void;
}
declare module '@nestjs/core' {
  export const NestFactory: {
    create(module: new () => object): Promise<{
      use(path: string, handler: NodeFunction): unknown;
      listen(port: number, hostname: string): Promise<unknown>;
    }>;
  };
}
declare module 'reflect-metadata';
declare module '@azure/functions' {
  export interface HttpRequest {
    url: string;
    method: string;
    headers: Headers;
    body: ReadableStream | null;
  }
  export const app: {
    http(
      name: string,
      options: {
        route: string;
        methods: string[];
        authLevel: string;
        handler: (request: HttpRequest) => Promise<object>;
      },
    ): void;
  };
}
