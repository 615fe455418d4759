import { isRecord } from '../../core/unknown';

/** What a mounted Link needs of Link's handler (plaid.com/docs/link/web). */
export interface PlaidHandler {
  open(): void;
  exit(options: { force: true }): void;
  /** Missing from react-plaid-link's handler, which is destroyed with its component. */
  destroy?(): void;
}

type Create = (config: unknown) => PlaidHandler;

/**
 * Calls `Plaid.create` without react-plaid-link, for the case in which that one is stuck: as long as any hook of the app
 * that saw a failed or unfinished script is mounted, it takes Link's script for missing, however long it has been there.
 *
 * @throws Error where `window.Plaid` is missing or returns no Link, and whatever `Plaid.create` throws
 */
export function createPlaidHandler(plaidOptions: object): PlaidHandler {
  const create = checkedCreate(Reflect.get(window, 'Plaid'));
  if (!create) throw new Error('window.Plaid is gone.');
  // Link's own name for react-plaid-link's `publicKey` is `key`.
  const { publicKey, ...options } = plaidOptions as { publicKey?: string };
  return create(publicKey === undefined ? options : { ...options, key: publicKey });
}

/**
 * Until the returned function is called, `window.Plaid.create` checks what it returns: react-plaid-link takes anything for
 * a Link, such as the `undefined` of a wrapper that forgot its `return`. Where the page forbids to replace `window.Plaid`,
 * nothing is checked.
 */
export function checkPlaidCreate(): () => void {
  const plaid: unknown = Reflect.get(window, 'Plaid');
  const create = checkedCreate(plaid);
  if (!create || !Reflect.set(window, 'Plaid', { create })) return () => {};
  return () => void Reflect.set(window, 'Plaid', plaid);
}

/** `create` of `plaid`, which throws where it returns no Link. Null where there is none. */
function checkedCreate(plaid: unknown): Create | null {
  const create = isRecord(plaid) ? plaid.create : null;
  if (typeof create !== 'function') return null;
  return (config) => {
    const before = new Set(findFrames());
    const created: unknown = Reflect.apply(create, plaid, [config]);
    return parseHandler(created, () => findFrames().filter((frame) => !before.has(frame)));
  };
}

const findFrames = (): HTMLIFrameElement[] => [...document.querySelectorAll('iframe')];

/** @throws Error where it is no Link */
function parseHandler(created: unknown, findNewFrames: () => HTMLIFrameElement[]): PlaidHandler {
  if (!isHandler(created))
    throw new Error(
      'Plaid.create returned no Link. Check whether other code of the page wraps or replaces window.Plaid.',
    );
  if (typeof created.destroy === 'function') return created;
  // Link adds its frame as it is created. Without `destroy` that frame would cover the page for ever.
  const frames = findNewFrames();
  return {
    open: () => created.open(),
    exit: (...options) => created.exit(...options),
    destroy() {
      for (const frame of frames) frame.remove();
    },
  };
}

function isHandler(created: unknown): created is PlaidHandler {
  return (
    isRecord(created) && typeof created.open === 'function' && typeof created.exit === 'function'
  );
}
