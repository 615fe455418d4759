/** What is known when no Link opens. */
export interface Waiting {
  /** Whether the page has this fake Link. */
  presence: 'never_installed' | 'installed' | 'uninstalled';
  /** How often Link was created. */
  creates: number;
  /** The newest error that this package told the app since a Link was open; null where it told none. */
  error: { code: string; message: string } | null;
}

/** Shorter than the usual time-out of a test (5 s), which would not tell the reason. */
export const WAIT_MS = 4_000;
// Taken before a test installs fake timers, which would stop it.
const realSetTimeout = setTimeout;

/**
 * Resolves when `onOpen` calls back.
 *
 * @throws Error that says why no Link opened: at once where none can, else after 4 s
 */
export function untilOpen(
  onOpen: (listener: () => void) => void,
  waiting: () => Waiting,
): Promise<void> {
  const { presence } = waiting();
  if (presence === 'uninstalled') return Promise.reject(new Error(UNINSTALLED));
  return new Promise((resolve, reject) => {
    const timer = realSetTimeout(() => {
      reject(new Error(`No Link opened within ${WAIT_MS} ms. ${reasonOf(waiting())}`));
    }, WAIT_MS);
    onOpen(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Without this check a second test would wait for a Link that its page cannot load. */
const UNINSTALLED =
  'The fake Link was uninstalled, and not installed again. `afterEach(link.install())` installs it once, when the test file loads; write `beforeEach(() => void link.install())`.';

function reasonOf({ presence, creates, error }: Waiting): string {
  // The app was told, and may have shown it to no one: a test often passes an empty onError.
  if (error) return `The app was told meanwhile: ${error.code}: ${error.message}`;
  if (presence === 'never_installed') return 'The fake Link is not installed: call link.install().';
  if (creates > 0)
    return 'A Link was created but not opened: was the button clicked, and what does its error say?';
  return 'No Link was created: was the button clicked, was the fake installed before the click, and does the user own the Item (backend.addItem)? A mock of react-plaid-link (vi.mock, jest.mock) creates no Link: remove it from this test.';
}
