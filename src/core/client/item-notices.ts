import type { NoticeTopic } from '../types';
import type { RelinkClient } from './client';

/** One notice or row of the page, for as long as it says the same of its Item. */
export interface ItemNotice {
  /** The user can see it. Returns whether that is news: no other that says the same of the Item has been seen and is still there. */
  see(): boolean;
  /** It is gone, or says something else. */
  remove(): void;
}

/** What the notices and rows of the page say of each Item. */
export interface ItemNotices {
  add(itemId: string, topic: NoticeTopic): ItemNotice;
  /** What the newest of them says; null where there is none. */
  topicOf(itemId: string): NoticeTopic | null;
}

// Beside the client, not in it: an idle button has no notice.
const known = new WeakMap<RelinkClient, ItemNotices>();

export function itemNoticesOf(client: RelinkClient): ItemNotices {
  let notices = known.get(client);
  if (!notices) known.set(client, (notices = createItemNotices()));
  return notices;
}

export function createItemNotices(): ItemNotices {
  const notices = new Map<string, Set<{ topic: NoticeTopic; isSeen: boolean }>>();

  return {
    add(itemId, topic) {
      const own = { topic, isSeen: false };
      const all = notices.get(itemId) ?? new Set();
      notices.set(itemId, all.add(own));
      return {
        see() {
          const isNews = ![...all].some((other) => other.isSeen && other.topic === topic);
          own.isSeen = true;
          return isNews;
        },
        remove() {
          all.delete(own);
          if (all.size === 0 && notices.get(itemId) === all) notices.delete(itemId);
        },
      };
    },
    topicOf: (itemId) => [...(notices.get(itemId) ?? [])].at(-1)?.topic ?? null,
  };
}
