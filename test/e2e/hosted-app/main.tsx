import { useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { RelinkButton, RelinkNotice, RelinkProvider } from 'react-plaid-relink';
import { createFakeLink } from 'react-plaid-relink/testing';

/** An app whose button opens Plaid's own page, and that says what its callbacks heard. The address says which Item it shows. */
const query = new URLSearchParams(location.search);
const itemId = query.get('item') ?? localStorage.getItem('item') ?? '';
// The page that Plaid leads back to is another.
localStorage.setItem('item', itemId);
const presentation = localStorage.getItem('presentation') === 'auto' ? 'auto' : 'hosted';
createFakeLink({ plaid: location.origin, ui: 'dialog' }).install();

function App(): ReactElement {
  const [heard, setHeard] = useState<readonly string[]>([]);
  const hear = (what: string): void => setHeard((before) => [...before, what]);
  return (
    <RelinkProvider
      presentation={presentation}
      userKey="ada"
      onError={({ code }) => hear(`error ${code}`)}
    >
      {localStorage.getItem('shows') === 'notice' ? (
        <RelinkNotice itemId={itemId} onRelinked={() => hear('relinked')} />
      ) : (
        <RelinkButton
          itemId={itemId}
          onRelinked={() => hear('relinked')}
          onExit={() => hear('exit')}
        />
      )}
      <output>{heard.join(' ')}</output>
    </RelinkProvider>
  );
}

const root = document.querySelector('#root');
if (root) createRoot(root).render(<App />);
