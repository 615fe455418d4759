/**
 * Plaid's own page (Hosted Link) for stories is another story. It tells the story that opened it what the user did. The
 * two tabs share only their origin.
 */
const CHANNEL = 'story: hosted page';

/** A URL relative to the story that offers the page, so that it works at any path. Each world has its own. */
export function hostedPageBaseUrl(): string {
  const url = new URL(window.location.href);
  url.search = '?id=plaid-s-own-page--page&viewMode=story';
  url.hash = crypto.randomUUID();
  return url.href;
}

export function onHostedLogIn(baseUrl: string, listener: (url: string) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    // Other tabs may show other stories.
    if (typeof data === 'string' && data.startsWith(`${baseUrl}/`)) listener(data);
  };
  return () => channel.close();
}

export function tellHostedLogIn(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(window.location.href);
  channel.close();
}
