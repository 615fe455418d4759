import { createRoot } from 'react-dom/client';
import { mutate } from 'swr';
import { RelinkList, RelinkProvider, useItemHealth, useRelinkClient } from 'react-plaid-relink';
import styles from '../../dist/styles.css?raw';
import { HandHook, HandList } from './by-hand.jsx';

document.head.append(Object.assign(document.createElement('style'), { textContent: styles }));

function OurHook({ itemId }) {
  window.bench.renders += 1;
  const { health } = useItemHealth(itemId);
  return health ? <i>{health.state}</i> : null;
}

/** Gives the page a way to say that an Item has changed. */
function Invalidator() {
  const { invalidate } = useRelinkClient();
  window.bench.update = invalidate;
  return null;
}

const hooks = (Hook, itemIds) => itemIds.map((itemId) => <Hook key={itemId} itemId={itemId} />);

const WAYS = {
  list: (itemIds) => (
    <RelinkProvider>
      <RelinkList itemIds={itemIds} />
      <Invalidator />
    </RelinkProvider>
  ),
  hooks: (itemIds) => (
    <RelinkProvider>
      {hooks(OurHook, itemIds)}
      <Invalidator />
    </RelinkProvider>
  ),
  'list by hand': (itemIds) => <HandList itemIds={itemIds} />,
  'hooks by hand': (itemIds) => hooks(HandHook, itemIds),
};

/** Live, so that a look at them costs nothing. */
const shown = ['li', 'i'].map((name) => document.getElementsByTagName(name));

window.bench = {
  renders: 0,
  update: (itemId) => mutate(['item', itemId]),
  mount(way, itemIds) {
    const place = document.createElement('div');
    document.body.append(place);
    createRoot(place).render(WAYS[way](itemIds));
  },
  /** How many Items the page shows: rows of a list, or answers that hooks have. */
  shown: () => shown.reduce((sum, { length }) => sum + length, 0),
  textOf: (at) => shown.map((elements) => elements[at]?.textContent).join(''),
  /** From the top to the bottom, a screen in each frame. */
  async scroll() {
    const { scrollingElement: page } = document;
    const frame = () => new Promise(requestAnimationFrame);
    for (page.scrollTop = 0; ; page.scrollTop += window.innerHeight) {
      await frame();
      if (page.scrollTop + window.innerHeight >= page.scrollHeight) return;
    }
  },
};
