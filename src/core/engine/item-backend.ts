import type { KnownHealth } from '../client/known-health';
import type { Environment } from '../clock';
import { createRelinkError } from '../errors/catalogue';
import { isRelinkError, type RelinkError } from '../errors/relink-error';
import { callGateway } from '../gateway/call-gateway';
import type { RelinkGateway, ReportRelinkCall } from '../gateway/wire';
import { fetchItemHealth } from '../item/fetch-item-health';
import { parseItemHealth } from '../item/parse-item-health';
import { withLogos } from '../item/with-logos';
import type { ItemHealth } from '../types';

/** How a relink came about. */
export type RelinkReport = Omit<ReportRelinkCall, 'signal'>;

/** The app's backend, as the sessions of one client ask it about Items. Every answer is remembered as the Item's health. */
export interface ItemBackend {
  /** Whether the gateway has `getItem`. */
  canGetHealth(): boolean;
  /** @throws RelinkError */
  getHealth(itemId: string): Promise<ItemHealth>;
  /** Null where the backend cannot be asked now, or does not answer. */
  getHealthOrNull(itemId: string): Promise<ItemHealth | null>;
  /**
   * Tells the backend of a relink. Null where it has no route for that.
   *
   * @throws RelinkError
   */
  reportRelink(itemId: string, report: RelinkReport): Promise<ItemHealth | null>;
  /** A relink is certain, and the backend did not hear of it. */
  onReportLost(itemId: string, cause: unknown): void;
  /** No server can confirm a relink. */
  warnUnconfirmed(): void;
}

interface ItemBackendDeps {
  env: Environment;
  known: KnownHealth;
  gateway(): RelinkGateway;
  onError(error: RelinkError): void;
}

export function createItemBackend(deps: ItemBackendDeps): ItemBackend {
  const { env, known, gateway, onError } = deps;
  let isReportRouteMissing = false;
  let hasWarned = false;

  const backend: ItemBackend = {
    canGetHealth: () => gateway().getItem !== undefined,
    getHealth: (itemId) => known.learn(itemId, () => fetchItemHealth(gateway(), itemId, env, true)),

    async getHealthOrNull(itemId) {
      if (!backend.canGetHealth() || !env.isOnline()) return null;
      try {
        return await backend.getHealth(itemId);
      } catch {
        // No answer is required here. The next click reports the error.
        return null;
      }
    },

    async reportRelink(itemId, report) {
      const asked = gateway();
      if (isReportRouteMissing || !asked.reportRelink) return null;
      try {
        return await known.learn(itemId, async () => {
          const body = await callGateway<unknown>(itemId, env, async (signal) =>
            asked.reportRelink?.(itemId, { signal, ...report }),
          );
          return parseItemHealth(itemId, withLogos(body), env.wallNow());
        });
      } catch (error) {
        // An Item that is not the user's is `item_not_found`.
        const isMissing = isRelinkError(error) && error.code === 'request_rejected';
        if (!isMissing || error.status !== 404) throw error;
        isReportRouteMissing = true;
        return null;
      }
    },

    onReportLost(itemId, cause) {
      const { code, message } = isRelinkError(cause)
        ? cause
        : ({ code: 'backend_error', message: String(cause) } as const);
      onError(
        createRelinkError(code, {
          itemId,
          cause,
          message: `The Item was relinked, but the backend did not hear of it. ${message}`,
        }),
      );
    },

    warnUnconfirmed() {
      if (hasWarned) return;
      hasWarned = true;
      console.warn(
        'react-plaid-relink: The gateway given to <RelinkProvider> has no getItem(), so no relink is confirmed: a result has confirmed: false and health: null. Add getItem().',
      );
    },
  };
  return backend;
}
