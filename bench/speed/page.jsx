import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { RelinkProvider } from 'react-plaid-relink';
import { TokenHook, WAYS } from './ways.jsx';

const realNow = () => new Event('now').timeStamp;

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
  commits = 0;
  root = createRoot(place);
  // Its own clock, since the page's may be simulated.
  const startedAt = realNow();
  flushSync(() => root.render(children));
  place.getBoundingClientRect();
  return realNow() - startedAt;
}

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
