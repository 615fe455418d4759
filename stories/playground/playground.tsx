import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import {
  RelinkButton,
  RelinkList,
  RelinkNotice,
  RelinkProvider,
  useItemHealth,
  type RelinkGateway,
  type RelinkOptions,
} from 'react-plaid-relink';
import { BACKENDS } from '../world/backends';
import type { StoryWorld } from '../world/create-story-world';
import { goOffline } from '../world/surroundings';
import { linkTo } from '../world/copy-button';
import { createLog, type Log } from './log';
import { LogView } from './log-view';
import { PlaygroundActions } from './playground-actions';
import { SCENARIOS, type ScenarioName } from './scenarios';
import { Setup, type SetupValues } from './setup';
import { TimeLine } from './time-line';
import './playground.css';

export interface PlaygroundProps extends SetupValues {
  /** What "Show me" does. */
  scenario: ScenarioName;
}

const INSTITUTION = { 'asks for a password': 'ins_109508', 'has a site of its own': 'ins_127287' };
const PAUSE_MS = 1_200;
/** Longer than the slow backend takes. */
const NOTHING_MS = 4_000;
const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame);
const stayStill = (): Promise<void> => Promise.resolve();
const later = (factor: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, PAUSE_MS * factor));
/** How long a server takes when it is slowed down; a quick one takes a fifth. */
const SLOW_ANSWER_MS = 1_000;
const SLOWED = 5;

export function Playground({
  world,
  scenario,
  ...initial
}: PlaygroundProps & { world: StoryWorld }) {
  const [setup, setSetup] = useState<SetupValues>(initial);
  const { component, bank, backend, linkScript, isOnline } = setup;
  const [isSlow, setIsSlow] = useState(false);
  const [log] = useState(createLog);
  const itemIds = useItems(world, bank);
  const [itemId] = itemIds;
  const stage = useRef<HTMLDivElement>(null);
  const options = useMemo(() => optionsFor(log), [log]);
  // Without a network, the browser cannot reach your server either.
  const name = isOnline ? backend : 'cannot be reached';
  const gateway = useMemo(() => {
    const real = BACKENDS[name](world.backend.gateway);
    return isSlow ? slowed(real) : real;
  }, [name, world, isSlow]);

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
    <main className="playground">
      <p>{text}</p>
      <Setup values={setup} onChange={setSetup} />
      <div className="playground-stage" ref={stage}>
        <RelinkProvider gateway={gateway} key={`${round} ${itemId}`}>
          {component === 'button' ? (
            <RelinkButton itemId={itemId} {...options} />
          ) : (
            <>
              {component === 'notice' ? (
                <RelinkNotice itemId={itemId} {...options} />
              ) : (
                <RelinkList itemIds={itemIds} {...options} />
              )}
              <Webhook itemId={itemId} hearRef={hearRef} />
            </>
          )}
        </RelinkProvider>
      </div>
      <PlaygroundActions
        log={log}
        breakIt={breakIt}
        repairIt={repairIt}
        play={() => play({ click, link: world.link, pause: () => later(isSlow ? SLOWED : 1) })}
        isSlow={isSlow}
        setIsSlow={setIsSlow}
        link={() => linkTo(`playground--${storyOf(scenario)}`, argsOf(setup))}
      />
      <TimeLine log={log} />
      <LogView log={log} />
    </main>
  );
}

/** The Item that breaks, and two more for the list: one that is down, and one that expires. */
function useItems(world: StoryWorld, bank: SetupValues['bank']): readonly [string, ...string[]] {
  const [others] = useState(() => [
    world.addItem({ institutionName: 'Bank of Elms' }),
    world.addItem({ institutionName: 'First Gingham', errorCode: 'INSTITUTION_DOWN' }),
  ]);
  const itemId = useMemo(
    () => world.addItem({ institutionId: INSTITUTION[bank], institutionName: 'Tartan Bank' }),
    [world, bank],
  );
  return useMemo(() => [itemId, ...others], [itemId, others]);
}

/** As Storybook writes args into an address. */
function argsOf(setup: SetupValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(setup).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? `!${value}` : String(value),
    ]),
  );
}

const storyOf = (scenario: ScenarioName): string =>
  scenario === 'oauthBank'
    ? 'o-auth-bank'
    : scenario.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function slowed(gateway: RelinkGateway): RelinkGateway {
  const entries = Object.entries(gateway).map(([name, answer]) => [
    name,
    async (...call: unknown[]) => {
      await new Promise((resolve) => setTimeout(resolve, SLOW_ANSWER_MS));
      return (answer as (...call: unknown[]) => unknown)(...call);
    },
  ]);
  return Object.fromEntries(entries) as RelinkGateway;
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
