import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import {
  RelinkButton,
  RelinkNotice,
  RelinkProvider,
  useItemHealth,
  type RelinkOptions,
} from 'react-plaid-relink';
import { BACKENDS, type BackendName } from '../world/backends';
import type { StoryWorld } from '../world/create-story-world';
import { goOffline } from '../world/surroundings';
import { createLog, type Log } from './log';
import { LogView } from './log-view';
import { PlaygroundActions } from './playground-actions';
import { SCENARIOS, type ScenarioName } from './scenarios';
import './playground.css';

export interface PlaygroundProps {
  /** What "Show me" does. */
  scenario: ScenarioName;
  /** Which component repairs the connection. */
  component: 'button' | 'notice';
  /** How the bank's users log in. */
  bank: 'asks for a password' | 'has a site of its own';
  /** How your server behaves. */
  backend: Extract<
    BackendName,
    'works' | 'slow' | 'cannot be reached' | 'is broken' | 'signed out meanwhile'
  >;
  /** Whether an ad blocker blocks Plaid. */
  linkScript: 'loads' | 'blocked';
  /** Whether the device has a network. */
  isOnline: boolean;
}

const INSTITUTION = { 'asks for a password': 'ins_109508', 'has a site of its own': 'ins_127287' };
const PAUSE_MS = 1_200;
/** Longer than the slow backend takes. */
const NOTHING_MS = 4_000;
const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame);
const stayStill = (): Promise<void> => Promise.resolve();
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

export function Playground({
  world,
  scenario,
  component,
  bank,
  backend,
  linkScript,
  isOnline,
}: PlaygroundProps & { world: StoryWorld }) {
  const [log] = useState(createLog);
  const [itemId] = useState(() =>
    world.addItem({ institutionId: INSTITUTION[bank], institutionName: 'Tartan Bank' }),
  );
  const stage = useRef<HTMLDivElement>(null);
  const options = useMemo(() => optionsFor(log), [log]);
  // Without a network, the browser cannot reach your server either.
  const name = isOnline ? backend : 'cannot be reached';
  const gateway = useMemo(() => BACKENDS[name](world.backend.gateway), [name, world]);

  useEffect(() => (isOnline ? undefined : goOffline()), [isOnline]);
  useEffect(() => world.link.simulate({ script: linkScript }), [world, linkScript]);
  useEffect(
    () =>
      world.plaid.onRequest(({ path, status, errorCode }) =>
        log.add('request', `${path} → ${errorCode ?? status}`),
      ),
    [world, log],
  );

  const { text, play } = SCENARIOS[scenario];
  // A new provider knows nothing of earlier sessions, as after a reload.
  const [round, setRound] = useState(0);
  const hearRef = useRef(stayStill);
  const breakIt = (): void => {
    world.plaid.breakItem(itemId);
    log.add('item', 'broken');
    setRound((before) => before + 1);
  };
  const repairIt = (): void => {
    world.plaid.repairItem(itemId);
    log.add('item', 'repaired elsewhere');
    void hearRef.current();
  };
  const click = async (): Promise<void> => {
    const button = await buttonIn(stage.current);
    // Focus the button as a click does, to show where the focus is afterwards.
    button.focus();
    button.click();
  };
  return (
    <div className="playground">
      <p>{text}</p>
      <div className="playground-stage" ref={stage}>
        <RelinkProvider gateway={gateway} key={round}>
          {component === 'button' ? (
            <RelinkButton itemId={itemId} {...options} />
          ) : (
            <>
              <RelinkNotice itemId={itemId} {...options} />
              <Webhook itemId={itemId} hearRef={hearRef} />
            </>
          )}
        </RelinkProvider>
      </div>
      <PlaygroundActions
        log={log}
        breakIt={breakIt}
        repairIt={repairIt}
        play={() => play({ click, link: world.link, pause: later })}
      />
      <LogView log={log} />
    </div>
  );
}

/** A notice appears once your server has answered the Item's health, which takes long on a slow server. */
async function buttonIn(stage: HTMLElement | null): Promise<HTMLElement> {
  for (const since = Date.now(); Date.now() - since < NOTHING_MS; await nextFrame()) {
    const button = stage?.querySelector('button');
    if (button) return button;
  }
  throw new Error('The component shows nothing: your server did not answer the Item’s health.');
}

/** Asks again, like an app after Plaid's webhook. A notice asks by itself only when the user returns to the page. */
function Webhook({ itemId, hearRef }: { itemId: string; hearRef: RefObject<() => Promise<void>> }) {
  const { refresh } = useItemHealth(itemId);
  useEffect(() => {
    hearRef.current = refresh;
    return () => {
      hearRef.current = stayStill;
    };
  }, [hearRef, refresh]);
  return null;
}

function optionsFor(log: Log): RelinkOptions {
  return {
    onStatusChange(status) {
      log.add('status', status);
      if (status === 'exited') log.add('result', status);
    },
    onEvent: (eventName) => log.add('event', eventName),
    onRelinked: ({ health }) => log.add('result', `relinked, ${health?.state ?? 'not confirmed'}`),
    onExit: (error) => log.add('event', `onExit${error ? `, ${error.error_code}` : ''}`),
    onError: ({ code }) => log.add('result', `failed, ${code}`),
  };
}
