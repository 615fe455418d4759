// Beside the objects, which others have made: a request's signal is all that it shares with its time-out, and a body all that
// it shares with its reader. A gateway of the app's own has no URL to tell.
const urls = new WeakMap<object, string>();

/** @param of the signal of a request, with what was asked, or the body of an answer, with the gateway's base URL */
export function noteUrl(of: object, url: string): void {
  urls.set(of, url);
}

export function urlOf(of: object): string | undefined {
  return urls.get(of);
}
