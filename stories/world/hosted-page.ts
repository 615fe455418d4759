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

/**
 * Keeps the tab that a click opens out of the way of a story.
 *
 * @returns the addresses that the tab would show
 */
export async function withoutTabs(click: () => Promise<unknown>): Promise<string[]> {
  const opened: string[] = [];
  const { open } = window;
  const tab = { closed: false, location: { replace: (url: string) => opened.push(url) } };
  Reflect.set(window, 'open', () => Object.assign(tab, { window: tab }));
  try {
    await click();
  } finally {
    window.open = open;
  }
  return opened;
}
