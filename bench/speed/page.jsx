import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { RelinkList, RelinkProvider } from 'react-plaid-relink';
import { PlainList } from './plain-markup.jsx';
import { TokenHook, WAYS } from './ways.jsx';

const realNow = () => new Event('now').timeStamp;

let root = null;

let minted = 0;
/** For hooks on a simulated clock: no network, which keeps to its own time. */
const gateway = {
  createLinkToken: async (itemId) => {
    window.bench.requests.push(Date.now());
    return { link_token: `link-bench-${itemId}-${(minted += 1)}`, expires_in: 1_800 };
  },
};

/** @returns how long it took until the page had its layout */
function mountInto(place, children) {
  document.body.append(place);
  window.commits = 0;
  root = createRoot(place);
  // Its own clock, since the page's may be simulated.
  const startedAt = realNow();
  flushSync(() => root.render(children));
  place.getBoundingClientRect();
  return realNow() - startedAt;
}

const idsOf = (count) => Array.from({ length: count }, (_, index) => `item-${index}`);

const shown = (mount) => {
  mount();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
};

const times = (count, itemIds, Way) =>
  Array.from({ length: count }, (_, index) => (
    <Way key={index} itemId={itemIds[index % itemIds.length]} />
  ));

window.bench = {
  onOpen() {},
  renders: 0,
  requests: [],

  mount: (way, count, itemIds) =>
    mountInto(document.createElement('div'), times(count, itemIds, WAYS[way])),
  mountHooks: (count, itemIds) =>
    mountInto(
      document.createElement('div'),
      <RelinkProvider gateway={gateway}>{times(count, itemIds, TokenHook)}</RelinkProvider>,
    ),
  /** Buttons of Items that no backend knows. Resolves after the frame that shows them. */
  mountIdle: (way, count) => shown(() => window.bench.mount(way, count, idsOf(count))),
  /** Notices or lists of Items whose health comes with the page, as from a server that renders it. */
  mountKnown(way, count) {
    const itemIds = idsOf(count);
    const checked_at = new Date().toISOString();
    const health = { health: 'needs_update', remedy: 'relink', institution_name: 'Tartan Bank' };
    const initialHealth = Object.fromEntries(
      itemIds.map((item_id) => [item_id, { item_id, ...health, checked_at }]),
    );
    const List = { list: RelinkList, 'plain list': PlainList }[way];
    const children = List ? <List itemIds={itemIds} /> : times(count, itemIds, WAYS[way]);
    return shown(() =>
      mountInto(
        document.createElement('div'),
        <RelinkProvider gateway={gateway} initialHealth={initialHealth}>
          {children}
        </RelinkProvider>,
      ),
    );
  },
  unmount() {
    root.unmount();
    document.body.replaceChildren();
    // What is left of it is not for the next mount to collect.
    window.gc({ type: 'minor' });
  },

  /** Before a click: resolves with the milliseconds from then to Link's OPEN. */
  untilOpen() {
    return new Promise((resolve) => {
      let clickedAt = 0;
      window.addEventListener('click', () => (clickedAt = performance.now()), { capture: true });
      window.bench.onOpen = () => resolve(performance.now() - clickedAt);
    });
  },
};
