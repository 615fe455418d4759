import type { LinkCallbacks } from '../../src/core/link/port';
import { LINK_SCRIPT_URL } from '../../src/browser/link/link-script';

/** What react-plaid-link gives to `Plaid.create`. */
export interface StubConfig extends Pick<
  LinkCallbacks,
  'onSuccess' | 'onExit' | 'onEvent' | 'onLoad'
> {
  token: string | null;
  key?: string;
  receivedRedirectUri?: string;
}

export interface StubHandler {
  config: StubConfig;
  opened: number;
  exited: number;
  destroyed: number;
}

/** A bare `window.Plaid` that answers nothing by itself: for what a strict fake would never do. */
export interface StubPlaid {
  handlers: StubHandler[];
  throwOnCreate: Error | null;
  throwOnOpen: boolean;
  throwOnExit: boolean;
  /** Called when a Link has been told to open. */
  onOpen: (handler: StubHandler) => void;
  uninstall(): void;
}

export function installStubPlaid({ withTag = true } = {}): StubPlaid {
  const stub: StubPlaid = {
    handlers: [],
    throwOnCreate: null,
    throwOnOpen: false,
    throwOnExit: false,
    onOpen() {},
    uninstall() {
      Reflect.deleteProperty(window, 'Plaid');
      for (const tag of document.querySelectorAll(`script[src="${LINK_SCRIPT_URL}"]`)) tag.remove();
    },
  };
  Reflect.set(window, 'Plaid', {
    create(config: StubConfig) {
      if (stub.throwOnCreate) throw stub.throwOnCreate;
      const handler: StubHandler = { config, opened: 0, exited: 0, destroyed: 0 };
      stub.handlers.push(handler);
      return {
        open() {
          handler.opened += 1;
          if (stub.throwOnOpen) throw new Error('told by the test');
          stub.onOpen(handler);
        },
        exit() {
          handler.exited += 1;
          if (stub.throwOnExit) throw new TypeError('told by the test');
        },
        destroy: () => void (handler.destroyed += 1),
        submit: () => {},
      };
    },
  });
  if (withTag) {
    const tag = document.createElement('script');
    tag.type = 'text/x-stub';
    tag.src = LINK_SCRIPT_URL;
    document.head.append(tag);
  }
  return stub;
}
