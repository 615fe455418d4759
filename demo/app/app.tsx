import { useMemo, useRef, useState } from 'react';
import {
  frenchMessages,
  germanMessages,
  RelinkProvider,
  spanishMessages,
} from 'react-plaid-relink';
import { api, type DemoConfig } from './api';
import { LiveHealth } from './live-events';
import { Frame } from './page/frame';
import { Hero } from './page/hero';
import { useSettings } from './page/settings';
import { Toast } from './page/toast';
import { TopBar } from './page/top-bar';
import type { Faults } from './panel/faults';
import { Panel, type PanelTab } from './panel/panel';
import type { TimeLine } from './panel/time-line';
import { DemoContext, type DemoScope } from './scenes/demo-context';
import { OAuthReturn } from './scenes/oauth-return';
import { TABS } from './scenes/scenes';
import { TEXTS } from './scenes/texts';
import { TryBackend } from './try-backend/try-backend';
import { useHash } from './use-hash';

interface AppProps {
  config: DemoConfig;
  timeLine: TimeLine;
  faults: Faults;
}

/** The page of `redirect_uri`, to which a bank's own site sends the user back. */
const isReturnPage = window.location.pathname === '/oauth';

/** `/?hosted`: Plaid's own page first, as in a web view. */
const PRESENTATION = new URLSearchParams(window.location.search).has('hosted')
  ? 'hosted'
  : undefined;

const MESSAGES = { en: {}, de: germanMessages, fr: frenchMessages, es: spanishMessages };

/** One page: a product with the components in it, and what is behind it. */
export function App({ config, timeLine, faults }: AppProps) {
  const [settings, changeSettings] = useSettings();
  const [panel, setPanel] = useState<PanelTab>('time');
  const [toast, setToast] = useState<string | null>(null);
  const hasRepaired = useRef(false);
  const hash = useHash().slice(1);
  // News of one tab would cover the amounts of another.
  const [hashOfToast, setHashOfToast] = useState(hash);
  if (hashOfToast !== hash) {
    setHashOfToast(hash);
    setToast(null);
  }
  const tab = TABS.find(({ id }) => id === hash) ?? TABS.find(({ id }) => id === 'notice');
  const texts = TEXTS[settings.language];
  const isFake = config.mode === 'fake';

  const scope = useMemo<DemoScope>(
    () => ({
      texts,
      items: config.items,
      publicKey: config.publicKey,
      onRepaired() {
        if (hasRepaired.current) return;
        hasRepaired.current = true;
        const click = timeLine.turns().findLast(({ kind }) => kind === 'click');
        const seconds = click ? ((performance.now() - click.at) / 1_000).toFixed(1) : null;
        setToast(`Repaired${seconds ? ` in ${seconds} s` : ''}. Try: an ad blocker.`);
      },
    }),
    [config, texts, timeLine],
  );
  if (!tab) return null;
  const items = config.items.filter(({ scene }) => tab.scenes.includes(scene));
  const tryAdBlocker = (): void => {
    setToast(null);
    setPanel('break');
    timeLine.begin('change', 'Ad blocker: on, and the bank asks for a new login');
    faults.set('ad_blocker', true);
    const itemId = items[0]?.itemId;
    if (itemId) void api.bank(itemId, 'break');
  };

  return (
    <RelinkProvider
      headers={faults.headers}
      presentation={PRESENTATION}
      messages={MESSAGES[settings.language]}
      onEvent={(eventName) => timeLine.add({ from: 'link', what: eventName })}
      onError={({ code }) => timeLine.add({ from: 'error', what: code })}
      onSignIn={() => {
        faults.set('signed_out', false);
        // After it the page asks again, and the button opens Link.
        return Promise.resolve();
      }}
      onSupport={({ code }) => setToast(`Your support hears of ${code}. Try: an ad blocker.`)}
    >
      <LiveHealth />
      <TopBar
        mode={config.mode}
        settings={settings}
        onChange={changeSettings}
        onReset={() => void api.reset()}
      />
      <Hero />
      {hash === 'try' ? (
        <main className="trying">
          <a href="#notice">← Back to the demo</a>
          <TryBackend
            usual={{
              url: `${window.location.origin}/api/plaid`,
              headers: [],
              itemId: config.items[0]?.itemId ?? '',
              foreignItemId: config.foreignItemId ?? '',
            }}
            storage={window.localStorage}
          />
        </main>
      ) : (
        <DemoContext value={scope}>
          <div className="halves">
            <main>
              <Frame
                settings={settings}
                tabs={TABS}
                current={tab}
                onPress={(name) => timeLine.begin('click', name)}
              >
                {isReturnPage ? <OAuthReturn /> : <tab.Component />}
              </Frame>
              {toast && (
                <Toast
                  text={toast}
                  action="Turn it on"
                  onAction={tryAdBlocker}
                  onClose={() => setToast(null)}
                />
              )}
            </main>
            <Panel
              tab={tab}
              items={items}
              timeLine={timeLine}
              faults={faults}
              isFake={isFake}
              selected={panel}
              onSelect={setPanel}
            />
          </div>
        </DemoContext>
      )}
    </RelinkProvider>
  );
}
