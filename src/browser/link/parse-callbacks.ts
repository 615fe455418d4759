import {
  NO_EVENT_METADATA,
  NO_EXIT_METADATA,
  NO_SUCCESS_METADATA,
} from '../../core/link/no-metadata';
import type { LinkCallbacks } from '../../core/link/port';
import { isRecord } from '../../core/unknown';

type Parsed = Pick<LinkCallbacks, 'onSuccess' | 'onExit' | 'onEvent'>;

/**
 * Calls `callbacks` with the arguments that their types promise. Other code of the page may wrap `Plaid.create`, and leave
 * arguments of Link's callbacks out: what such a Link says is still an outcome.
 */
export function parseCallbacks({ onSuccess, onExit, onEvent }: Parsed): Parsed {
  return {
    onSuccess: (publicToken: unknown, metadata) =>
      onSuccess(
        typeof publicToken === 'string' ? publicToken : null,
        objectOr(metadata, NO_SUCCESS_METADATA),
      ),
    onExit: (error, metadata) =>
      onExit(objectOr(error, null), objectOr(metadata, NO_EXIT_METADATA)),
    onEvent: (eventName, metadata) => onEvent(eventName, objectOr(metadata, NO_EVENT_METADATA)),
  };
}

/** Link's types promise a `Value`, and its callers are not checked. */
function objectOr<Value>(value: Value, otherwise: Value): Value {
  return isRecord(value) ? value : otherwise;
}
