import type { LinkPort } from '../../../src/core/link/port';
import type { FakeLinkPort } from '../fake-link-port';
import { PAGE_URL } from './backend';
import type { SessionModel } from './model';

/** The port, with each opening and each removal of Link checked against the model. */
export function watchPort(port: FakeLinkPort, model: SessionModel): LinkPort {
  return {
    loadScript: (nonce) => port.loadScript(nonce),
    openHostedTab() {
      const tab = port.openHostedTab();
      return {
        ...tab,
        show(url) {
          model.pagesOf.add(model.openWith(url.slice(PAGE_URL.length)));
          tab.show(url);
        },
      };
    },
    mount(options, callbacks) {
      const mounted = port.mount(options, callbacks);
      const link = port.links.at(-1);
      const itemId = model.itemOf(options.token);
      if (!link || itemId === undefined)
        throw new Error('Link was made with a token that was never minted.');
      const truth = { itemId, isSeen: false, isOver: false, isWrongMode: false };
      model.links.set(link, truth);
      return {
        open() {
          model.openWith(options.token);
          mounted.open();
        },
        remove() {
          const isShowing = truth.isSeen && !truth.isOver && !truth.isWrongMode;
          if (isShowing && !link.removed && model.isProviderMounted)
            model.fail('G3: an open Link was taken away');
          mounted.remove();
        },
      };
    },
  };
}
