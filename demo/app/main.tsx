import '@fontsource-variable/inter/wght.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createFakeLink } from 'react-plaid-relink/testing';
import { api } from './api';
import { App } from './app';
import { listenToEvents } from './live-events';
import { isSessionBusy, watchButtons } from './page/watch-buttons';
import { createPageFaults, liveCredentials } from './panel/fault-effects';
import { createFaults, type Faults } from './panel/faults';
import { createTimeLine } from './panel/time-line';
import './styles/base.css';
import './styles/page.css';
import './styles/panel.css';
import './styles/product.css';

const root = createRoot(document.getElementById('root') ?? document.body);
const timeLine = createTimeLine({ now: () => performance.now(), isBusy: isSessionBusy });

try {
  const config = await api.config();
  const listening = listenToEvents({
    onActivity: (activity) => timeLine.add(activity),
    // The simplest way to forget everything that the page knows of the old world.
    onReset: () => window.location.assign('/'),
  });
  watchButtons((state) => timeLine.add({ from: 'button', what: state }));
  const faults: Faults = createFaults((now) => applyToPage(now));
  const link = config.fakePlaidUrl
    ? createFakeLink({
        plaid: config.fakePlaidUrl,
        ui: 'dialog',
        prefill: liveCredentials(() => faults.login()),
      })
    : null;
  const applyToPage = createPageFaults(link);
  // Before the first render, because react-plaid-link looks for Link's script only once.
  link?.install();
  // `/?blocked`: as behind an ad blocker from the start, where only Plaid's own page still opens.
  if (new URLSearchParams(window.location.search).has('blocked')) faults.set('ad_blocker', true);
  await listening;
  root.render(
    <StrictMode>
      <App config={config} timeLine={timeLine} faults={faults} />
    </StrictMode>,
  );
} catch (error) {
  root.render(
    <main className="failure">
      <p role="alert">{(error as Error).message}</p>
    </main>,
  );
}
