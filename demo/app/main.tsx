import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createFakeLink } from 'react-plaid-relink/testing';
import { api } from './api';
import { App } from './app';
import './style.css';

/** `/?blocked`: as behind an ad blocker, where only Plaid's own page still opens. */
const isLinkBlocked = new URLSearchParams(window.location.search).has('blocked');

function blockScripts(): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "script-src 'self' 'unsafe-inline'";
  document.head.append(policy);
}

const root = createRoot(document.getElementById('root') ?? document.body);

try {
  const config = await api.config();
  if (isLinkBlocked) blockScripts();
  // Before the first render, because react-plaid-link looks for Link's script only once.
  if (config.fakePlaidUrl) {
    const link = createFakeLink({ plaid: config.fakePlaidUrl, ui: 'dialog' });
    if (isLinkBlocked) link.simulate({ script: 'blocked' });
    link.install();
  }
  root.render(
    <StrictMode>
      <App config={config} />
    </StrictMode>,
  );
} catch (error) {
  root.render(
    <main className="page">
      <p role="alert" className="notice">
        {(error as Error).message}
      </p>
    </main>,
  );
}
