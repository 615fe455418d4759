/** Replaces `fetch` and restores it. */
export interface FetchStub {
  install(): () => void;
  uninstall(): void;
}

/** Requests below `basePath` of the page's own origin, or of any other, get their answer from `handle`. */
export function createFetchStub(
  basePath: string,
  handle: (request: Request) => Promise<Response>,
): FetchStub {
  let restore = (): void => {};

  function uninstall(): void {
    restore();
    restore = () => {};
  }

  return {
    install() {
      uninstall();
      const before = globalThis.fetch;
      const stub: typeof fetch = async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input, pageUrl());
        if (!url.pathname.startsWith(`${basePath}/`)) return before(input, init);
        const request = new Request(input instanceof Request ? input : url, init);
        const response = await handle(request);
        // As `fetch` does for a request that was given up.
        request.signal.throwIfAborted();
        return response;
      };
      globalThis.fetch = stub;
      restore = () => {
        // Another mock may have replaced it since.
        if (globalThis.fetch === stub) globalThis.fetch = before;
      };
      return uninstall;
    },
    uninstall,
  };
}

/** What relative addresses are relative to. Node has no page. */
function pageUrl(): string {
  return typeof location === 'undefined' ? 'http://localhost' : location.href;
}
