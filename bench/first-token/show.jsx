import { createRoot } from 'react-dom/client';

/** Item's id of the bench's backend, in the address of the page. */
const itemId = new URLSearchParams(window.location.search).get('item');

let show;
const shown = new Promise((resolve) => (show = resolve));
window.bench = { shown };

/** @param token the element's ref: called once the token is in the page */
export function Shown({ token }) {
  return token && <output ref={() => show(performance.now())}>{token}</output>;
}

/** Renders what shows a token, as the page's script does that of an app. */
export function start(Token) {
  const place = document.createElement('div');
  document.body.append(place);
  createRoot(place).render(<Token itemId={itemId} />);
}
