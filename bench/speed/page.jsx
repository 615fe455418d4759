import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { RelinkProvider } from 'react-plaid-relink';
import { WAYS } from './ways.jsx';

let commits = 0;
let root = null;

// React tells DevTools of each commit, in a production build too.
window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
  supportsFiber: true,
  renderers: new Map(),
  inject: () => 1,
  onCommitFiberRoot: () => (commits += 1),
  onCommitFiberUnmount() {},
  onPostCommitFiberRoot() {},
  checkDCE() {},
};

let minted = 0;
/** For hooks on a clock that is not the machine's: no network, which keeps to its own time. */
const clockGateway = {
  createLinkToken: async (itemId) => {
    window.bench.requests.push(Date.now());
    return { link_token: `link-bench-${itemId}-${(minted += 1)}`, expires_in: 1_800 };
  },
};

window.bench = {
  onOpen() {},
  renders: 0,
  requests: [],

  /** @returns how long it took until the page had its layout, and the commits until then */
  mount(way, count, itemIds, { onClock = false } = {}) {
    const Way = WAYS[way];
    const place = document.createElement('div');
    document.body.append(place);
    commits = 0;
    root = createRoot(place);
    const buttons = Array.from({ length: count }, (_, index) => (
      <Way key={index} itemId={itemIds[index % itemIds.length]} />
    ));
    const page = onClock ? (
      <RelinkProvider gateway={clockGateway}>{buttons}</RelinkProvider>
    ) : (
      buttons
    );
    const startedAt = performance.now();
    flushSync(() => root.render(page));
    place.getBoundingClientRect();
    return performance.now() - startedAt;
  },
  commits: () => commits,
  unmount() {
    root.unmount();
    document.body.replaceChildren();
  },

  /** Resolves with the milliseconds from the click to Link's OPEN. */
  click() {
    const button = document.querySelector('button');
    const startedAt = performance.now();
    return new Promise((resolve) => {
      window.bench.onOpen = () => resolve(performance.now() - startedAt);
      button.click();
    });
  },
};
