import type { FakeEnvironment } from '../fake-environment';
import type { FakeLinkPort } from '../fake-link-port';
import type { App } from './app';
import type { Backend } from './backend';
import type { SessionModel } from './model';

/** The state of one history. */
export interface SessionHistoryWorld {
  env: FakeEnvironment;
  model: SessionModel;
  backend: Backend;
  port: FakeLinkPort;
  app: App;
}

/** The user was on Plaid's own page, and looks at this one again. */
export function comeBack(hasFinished: boolean, { env, model }: SessionHistoryWorld): void {
  if (hasFinished) for (const itemId of model.pagesOf) model.healed.add(itemId);
  env.setVisible(false);
  env.setVisible(true);
}
