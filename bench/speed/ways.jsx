import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { usePlaidLink } from 'react-plaid-link';
import { RelinkButton, RelinkNotice, useLinkTokenForItem } from 'react-plaid-relink';
import { fetchToken, openAtOnce } from './least.js';
import { PlainNotice } from './plain-markup.jsx';

const opened = (eventName) => {
  if (eventName === 'OPEN') window.bench.onOpen();
};

function PlainButton() {
  return <button type="button">Reconnect</button>;
}

const listeners = new Set();
const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const idle = () => 'idle';
const handler = () => {};

/** About the least that shows the status of a session and listens as a relink button does. */
function LeastThatListens() {
  const status = useSyncExternalStore(subscribe, idle, idle);
  const element = useRef(null);
  return (
    <button
      type="button"
      ref={element}
      data-state={status}
      onClick={handler}
      onPointerEnter={handler}
      onPointerLeave={handler}
      onFocus={handler}
      onBlur={handler}
      onPointerDown={handler}
    >
      Reconnect
    </button>
  );
}

/** In a component of the app's, as the others are. */
function FloorButton() {
  return <LeastThatListens />;
}

function OurButton({ itemId }) {
  return <RelinkButton itemId={itemId} onEvent={opened} />;
}

/** As in react-plaid-link's README: the token at mount, a hook for each button. */
function RecipeButton({ itemId }) {
  const [token, setToken] = useState(null);
  useEffect(() => {
    void fetchToken(itemId).then(setToken);
  }, [itemId]);
  const { open, ready } = usePlaidLink({ token, onSuccess() {}, onEvent: opened });
  return (
    <button type="button" onClick={() => open()} disabled={!ready}>
      Reconnect
    </button>
  );
}

/** The way around the recipe's cost: everything at the click. */
function OnClickButton({ itemId }) {
  const [token, setToken] = useState(null);
  const fetchNow = useCallback(() => void fetchToken(itemId).then(setToken), [itemId]);
  return (
    <>
      <button type="button" onClick={fetchNow}>
        Reconnect
      </button>
      {token && <OpenWhenReady token={token} />}
    </>
  );
}

function OpenWhenReady({ token }) {
  const { open, ready } = usePlaidLink({ token, onSuccess() {}, onEvent: opened });
  useEffect(() => {
    if (ready) open();
  }, [ready, open]);
  return null;
}

/** No click can be faster: token and script at once, then Link, and nothing else in the world. */
function LeastButton({ itemId }) {
  return (
    <button type="button" onClick={() => void openAtOnce(itemId, opened)}>
      Reconnect
    </button>
  );
}

/** None whose code comes at the click can. */
function LeastLaterButton({ itemId }) {
  const open = async () => {
    const later = await import('./least-later.js');
    await later.openAtOnce(itemId, opened);
  };
  return (
    <button type="button" onClick={() => void open()}>
      Reconnect
    </button>
  );
}

export function TokenHook({ itemId }) {
  window.bench.renders += 1;
  return <i>{useLinkTokenForItem(itemId).status}</i>;
}

export const WAYS = {
  plain: PlainButton,
  floor: FloorButton,
  ours: OurButton,
  recipe: RecipeButton,
  'on click': OnClickButton,
  least: LeastButton,
  'least later': LeastLaterButton,
  notice: RelinkNotice,
  'plain notice': PlainNotice,
};
