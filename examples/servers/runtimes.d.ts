/** The parts of Bun's and Deno's globals that the examples use. */
type Fetch = (request: Request) => Promise<Response>;

declare const Bun: {
  serve(options: { port: number; hostname: string; routes: Record<string, Fetch> }): unknown;
};
declare const Deno: {
  serve(options: { port: number; hostname: string }, handler: Fetch): unknown;
};
