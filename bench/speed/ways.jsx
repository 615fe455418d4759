import { useCallback, useEffect, useState } from 'react';
import { usePlaidLink } from 'react-plaid-link';
import { RelinkButton, useLinkTokenForItem } from 'react-plaid-relink';

async function fetchToken(itemId) {
  const response = await fetch('/api/plaid/link/token/create', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ item_id: itemId }),
  });
  return (await response.json()).link_token;
}

const opened = (eventName) => {
  if (eventName === 'OPEN') window.bench.onOpen();
};

function PlainButton() {
  return <button type="button">Reconnect</button>;
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
      {token && <OpenAtOnce token={token} />}
    </>
  );
}

function OpenAtOnce({ token }) {
  const { open, ready } = usePlaidLink({ token, onSuccess() {}, onEvent: opened });
  useEffect(() => {
    if (ready) open();
  }, [ready, open]);
  return null;
}

function loadLinkScript() {
  const script = document.createElement('script');
  script.src = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';
  document.head.append(script);
  return new Promise((resolve) => script.addEventListener('load', resolve));
}

/** No click can be faster: token and script at once, then Link, and nothing else in the world. */
function LeastButton({ itemId }) {
  const open = async () => {
    const [token] = await Promise.all([fetchToken(itemId), loadLinkScript()]);
    window.Plaid.create({ token, onSuccess() {}, onEvent: opened }).open();
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
  ours: OurButton,
  recipe: RecipeButton,
  'on click': OnClickButton,
  least: LeastButton,
};
