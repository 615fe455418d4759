import { useState, type ReactNode } from 'react';
import {
  RelinkProvider,
  type ItemBody,
  type RelinkGateway,
  type RelinkProviderProps,
  type RelinkView,
} from 'react-plaid-relink';
import { sessionStoreOf } from '../../src/core/client/session-store';
import { useClient } from '../../src/react/use-client';

/** What one Item looks like: what the server says about it, and where its session stands. */
export interface ShownItem {
  body: ItemBody;
  view?: RelinkView | undefined;
  /** The HTTP status with which the server refuses to say how the Item is. */
  refusedWith?: number | undefined;
}

interface ShownProps extends Omit<RelinkProviderProps, 'gateway' | 'initialHealth'> {
  items: readonly ShownItem[];
  /** A backend that knows the Items too: a click opens Link, and a relink repairs. Without it, a click waits for ever. */
  live?: Required<RelinkGateway> | undefined;
}

/** Failures belong to what is shown. */
const expected = (): void => {};

/**
 * A provider whose Items stay in a given state. It has no Link and no backend, so that a page can show many states at
 * once: stories share one Link, and only one of them can be open. To show another state, give it another `key`.
 */
export function Shown({ items, live, children, ...provider }: ShownProps) {
  const [{ gateway, initialHealth }] = useState(() => backendOf(items, live));
  return (
    <RelinkProvider
      onError={expected}
      {...provider}
      gateway={gateway}
      initialHealth={initialHealth}
    >
      <Sessions items={items}>{children}</Sessions>
    </RelinkProvider>
  );
}

function Sessions({ items, children }: { items: readonly ShownItem[]; children: ReactNode }) {
  const sessions = sessionStoreOf(useClient());
  // Before the components below subscribe: none of them announces what it finds.
  useState(() => {
    for (const { body, view } of items) if (view) sessions.show(body.item_id, view);
  });
  return children;
}

/** Says what is shown of each Item, until it is relinked. */
function backendOf(
  items: readonly ShownItem[],
  live: Required<RelinkGateway> | undefined,
): {
  gateway: RelinkGateway;
  initialHealth: Record<string, ItemBody>;
} {
  const known = new Map(items.map((item) => [item.body.item_id, item]));
  const relinked = new Set<string>();
  const checkedAt = new Date().toISOString();
  return {
    // Broken before, as the page saw it: a notice says that an Item is repaired only where it has seen it broken.
    initialHealth: Object.fromEntries(
      items
        .filter(({ refusedWith }) => refusedWith === undefined)
        .map(({ body }) => [body.item_id, { checked_at: checkedAt, ...body }]),
    ),
    gateway: {
      createLinkToken: live?.createLinkToken ?? (() => new Promise(() => {})),
      ...(live && {
        reportRelink(itemId, call) {
          relinked.add(itemId);
          return live.reportRelink(itemId, call);
        },
      }),
      getItem(itemId, call) {
        if (live && relinked.has(itemId)) return live.getItem(itemId, call);
        const item = known.get(itemId);
        if (!item) return Promise.reject(new Error(`The story has no Item ${itemId}.`));
        const { body, view, refusedWith: status } = item;
        if (status !== undefined)
          return Promise.reject(
            Object.assign(new Error(`The server answered ${status}.`), { status }),
          );
        const answer: ItemBody =
          view?.status === 'relinked'
            ? { ...body, health: 'healthy', remedy: 'none', error_code: null, flags: [] }
            : body;
        return Promise.resolve({ checked_at: new Date().toISOString(), ...answer });
      },
    },
  };
}
