/**
 * Plaid's own page (Hosted Link), for stories: another story, which tells the one that opened it what its user did.
 * The two tabs share an origin and nothing else.
 */
const CHANNEL = 'story: hosted page';

/** Beside the story that offers it, so that it works wherever the Storybook is put. Each world has its own. */
export function hostedPageBaseUrl(): string {
  const url = new URL(window.location.href);
  url.search = '?id=plaid-s-own-page--page&viewMode=story';
  url.hash = crypto.randomUUID();
  return url.href;
}

export function onHostedLogIn(baseUrl: string, listener: (url: string) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    // Other tabs have stories of their own.
    if (typeof data === 'string' && data.startsWith(`${baseUrl}/`)) listener(data);
  };
  return () => channel.close();
}

export function tellHostedLogIn(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(window.location.href);
  channel.close();
}
