export async function fetchToken(itemId) {
  const response = await fetch('/api/plaid/link/token/create', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ item_id: itemId }),
  });
  return (await response.json()).link_token;
}

function loadLinkScript() {
  const script = document.createElement('script');
  script.src = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';
  document.head.append(script);
  return new Promise((resolve) => script.addEventListener('load', resolve));
}

/** Token and script at once, then Link. */
export async function openAtOnce(itemId, onEvent) {
  const [token] = await Promise.all([fetchToken(itemId), loadLinkScript()]);
  window.Plaid.create({ token, onSuccess() {}, onEvent }).open();
}
