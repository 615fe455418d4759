import { letLinkSay, setScript } from './link';
import type { SessionStep } from './steps';
import { comeBack, type SessionHistoryWorld } from './world';

/** Does one step of a history. */
export async function play(step: SessionStep, world: SessionHistoryWorld): Promise<void> {
  const { env, model, backend, port, app } = world;
  switch (step.type) {
    case 'hover':
      app.sessions.prepare(step.item, () => ({ onError: () => {} }));
      break;
    case 'click':
      app.click(step.item);
      break;
    case 'cancel':
      app.cancel(step.item);
      break;
    case 'link': {
      const link = port.links.at(-1 - step.age);
      if (link) letLinkSay(link, step.says, model);
      break;
    }
    case 'leave':
      app.hide(step.item);
      break;
    case 'come':
      app.show(step.item);
      break;
    case 'relinkedElsewhere':
      app.reportRelinkedElsewhere(step.item);
      break;
    case 'look':
      void app.look(step.item);
      break;
    case 'provider':
      if (step.isMounted) app.mountProvider();
      else app.unmountProvider();
      await env.pass(1);
      break;
    case 'pass':
      await env.pass(step.ms);
      break;
    case 'sleep':
      await model.sleep(step.ms);
      break;
    case 'visible':
      env.setVisible(step.isVisible);
      break;
    case 'online':
      env.setOnline(step.isOnline);
      break;
    case 'script':
      setScript(step.does, port, env);
      break;
    case 'hosted':
      backend.isHostedOffered = step.isOffered;
      break;
    case 'presentation':
      app.present(step.presentation);
      break;
    case 'invalidate':
      app.invalidate(step.item);
      break;
    case 'closeTab':
      for (const tab of port.tabs) if (tab.url === null) tab.isClosed = true;
      break;
    case 'return':
      comeBack(step.hasFinished, world);
      break;
    case 'create':
      port.ready = step.does === 'by hand' ? 'by hand' : 'at once';
      port.throwOnOpen = step.does === 'throw on open';
      break;
    case 'mint':
      backend.mint = step.does;
      break;
    case 'health':
      backend.health = step.does;
  }
}
