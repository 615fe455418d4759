import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createFakeLink } from 'react-plaid-relink/testing';
import { api, BackendError } from './api';
import { App } from './app';
import './style.css';

const root = createRoot(document.getElementById('root') ?? document.body);

try {
  const config = await api.config();
  // Before the first render: react-plaid-link looks for Link's script once.
  if (config.fakePlaidUrl) createFakeLink({ plaid: config.fakePlaidUrl, ui: 'dialog' }).install();
  root.render(
    <StrictMode>
      <App config={config} />
    </StrictMode>,
  );
} catch (error) {
  const text = error instanceof BackendError ? error.message : 'The demo’s backend is not running.';
  root.render(
    <main className="page">
      <p role="alert" className="notice">
        {text}
      </p>
    </main>,
  );
}
