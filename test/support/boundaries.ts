import { posix } from 'node:path';
import { importsOf, mentions } from './imports';

interface Room {
  /** The rooms that its files may import, beside their own. */
  rooms: string[];
  /** The packages that its files may import. */
  packages?: string[];
}

/** Core's rooms, lowest first: each may import those before it. */
const CORE = ['core', 'core/errors', 'core/link', 'core/gateway', 'core/item', 'core/tokens'];
/** What an idle button loads. */
const CLIENT = [...CORE, 'core/client'];
/** What a click loads. */
const ENGINE = [...CLIENT, 'core/engine/machine', 'core/engine'];
const BROWSER = ['browser', 'browser/link', 'browser/page'];
const COMPONENTS = [
  'dom',
  'icon',
  'logo',
  'feedback',
  'button',
  'notice',
  'list/state',
  'list',
  'redirect',
].map((name) => `components/${name}`);
/** The server's rooms, lowest first: each may import those before it. `node` is an adapter that knows `http` alone. */
const SERVER = [
  'server/redact',
  'server/http',
  'server/plaid',
  'server/rate-limit',
  'server/records',
  'server/institutions',
  'server/options/assert',
  'server/options/link-token',
  'server/options',
  'server/service',
  'server/routes',
  'server/webhook/keys',
  'server/webhook/verify',
  'server/webhook',
  'server/maintenance',
  'server/maintenance/sweep',
  'server/maintenance/duplicates',
  'server',
];
/** The rooms of the fake Plaid, lowest first: each may import those before it. */
const FAKE_PLAID = ['state', 'webhooks', 'sessions', 'endpoints']
  .map((name) => `testing/plaid/${name}`)
  .concat('testing/plaid');
const ROOMS_OF_CORE = [...ENGINE].map((room): [string, Room] => [
  room,
  { rooms: ENGINE.slice(0, ENGINE.indexOf(room)) },
]);

/** Of each room of src: which rooms and packages it may know. A file belongs to the room of its folder. */
const ROOMS: Record<string, Room> = {
  ...Object.fromEntries(ROOMS_OF_CORE),
  messages: { rooms: CORE },
  // Only an app that imports a language loads it: no component does.
  'messages/languages': { rooms: [...CORE, 'messages'] },
  browser: { rooms: [...ENGINE, ...BROWSER] },
  'browser/link': { rooms: [...CORE, 'browser', 'browser/page'] },
  'browser/page': { rooms: ['core', 'browser'] },
  react: { rooms: [...CLIENT, 'browser', 'browser/page', 'messages'], packages: ['react', 'swr'] },
  // Of react what knows no browser: the test of the load boundary says so.
  native: {
    rooms: [...ENGINE, 'react'],
    packages: ['react', 'swr', 'react-native'],
  },
  ...Object.fromEntries(
    COMPONENTS.map((room) => [
      room,
      {
        rooms: [...CLIENT, 'browser', 'browser/page', 'messages', 'react', ...COMPONENTS],
        packages: ['react'],
      },
    ]),
  ),
  ...Object.fromEntries(
    SERVER.map((room): [string, Room] => [
      room,
      { rooms: [...CORE, ...SERVER.slice(0, SERVER.indexOf(room))], packages: ['jose'] },
    ]),
  ),
  // No component knows the mail, and no route does.
  'server/mail': { rooms: [...CORE, 'server/options/assert'] },
  // Only an app that imports a language loads it.
  'server/mail/languages': { rooms: ['server/mail'] },
  'server/webhook/verify': {
    // For the bodies that `node` wrote again: no signature fits those.
    rooms: [...CORE, ...SERVER.slice(0, SERVER.indexOf('server/webhook/verify')), 'server/node'],
    packages: ['jose'],
  },
  // Of Node only types: the server's entry is loaded where there is no Node.
  'server/node': {
    rooms: [...CORE, 'server/http', 'server/options/assert'],
    packages: ['type node:http', 'type node:http2'],
  },
  testing: {
    rooms: [
      ...CORE,
      ...FAKE_PLAID,
      'testing/link',
      'server.ts',
      'server/options/assert',
      'server/records',
      'server/webhook',
    ],
  },
  ...Object.fromEntries(
    FAKE_PLAID.map((room): [string, Room] => [
      room,
      { rooms: ['core', 'testing', ...FAKE_PLAID.slice(0, FAKE_PLAID.indexOf(room))] },
    ]),
  ),
  'testing/gateway-check/probe': { rooms: CORE },
  'testing/gateway-check/checks': { rooms: [...CORE, 'testing/gateway-check/probe'] },
  'testing/gateway-check': {
    rooms: [
      ...CORE,
      'server/options/assert',
      'testing/gateway-check/probe',
      'testing/gateway-check/checks',
    ],
  },
  'testing/link': { rooms: ['core', 'core/link', 'testing', ...FAKE_PLAID] },
  'index.ts': {
    rooms: [...CLIENT, 'messages', 'messages/languages', 'react', ...COMPONENTS],
  },
  'native.ts': { rooms: [...CLIENT, 'react', 'native'] },
  'server.ts': {
    rooms: [...CORE, ...SERVER, 'server/mail', 'server/mail/languages', 'server/node'],
  },
  'testing.ts': {
    rooms: [
      'testing',
      ...FAKE_PLAID,
      'testing/link',
      'testing/gateway-check/probe',
      'testing/gateway-check',
    ],
  },
  'testing/served': {
    rooms: ['core', 'testing', 'testing/plaid', 'server.ts'],
    packages: ['node:http'],
  },
  cli: {
    rooms: ['core', 'testing/gateway-check', 'testing/served'],
    packages: ['node:util'],
  },
  'cli.ts': { rooms: ['core/errors', 'cli'] },
  'styles.ts': { rooms: [] },
  'tokens.ts': { rooms: [] },
};

/** What one file may import, and no other file of its room. */
const FILES: Record<string, string[]> = {
  // An app's callbacks have the types of the react-plaid-link that it has installed.
  'core/link/plaid-types.ts': ['type react-plaid-link'],
  'browser/link/link-adapter.tsx': ['react', 'react-plaid-link', 'react-dom/client'],
  'native/link-adapter.ts': ['react-native-plaid-link-sdk'],
  'testing/playwright.ts': ['type @playwright/test'],
};

/** Where the word for Plaid's long-lived secret may stand. */
const KNOWS_THE_SECRET = /^(server|testing)(\/|\.ts$)/;
const SECRET = /access_?token/i;

/** What a file of src imports or says that its room may not. `files` are all of src, `path` is one of them. */
export function breaches(path: string, text: string, files: ReadonlySet<string>): string[] {
  const own = roomOf(path);
  const room = ROOMS[own];
  if (!room) return [`${path} is in no room`];
  const found: string[] = [];
  for (const { specifier, isType } of importsOf(path, text)) {
    const packages = [...(room.packages ?? []), ...(FILES[path] ?? [])];
    const target = roomOf(resolve(path, specifier, files));
    const isAllowed = specifier.startsWith('.')
      ? target === own || room.rooms.includes(target)
      : packages.includes(specifier) || (isType && packages.includes(`type ${specifier}`));
    if (!isAllowed) found.push(`${path} imports ${specifier}`);
  }
  if (!KNOWS_THE_SECRET.test(path) && SECRET.test(text))
    for (const word of mentions(path, text, SECRET)) found.push(`${path} says ${word}`);
  return found;
}

/** Every file that is loaded together with `entry`: what it imports statically, not by type alone. */
export function loadedWith(
  entry: string,
  read: (path: string) => string,
  files: ReadonlySet<string>,
): Set<string> {
  const loaded = new Set([entry]);
  for (const path of loaded) {
    for (const { specifier, isType, isLazy } of importsOf(path, read(path))) {
      if (!isType && !isLazy && specifier.startsWith('.'))
        loaded.add(resolve(path, specifier, files));
    }
  }
  return loaded;
}

/**
 * The circles of imports among `files`: sets of files that each import all others, directly or through others. Types
 * count, since a circle of types is a name in the wrong file. Lazy imports do not: a chunk may import what loads it.
 */
export function importCircles(
  read: (path: string) => string,
  files: ReadonlySet<string>,
): string[][] {
  const targets = new Map([...files].map((path) => [path, targetsOf(path)]));
  const reachable = new Map<string, Set<string>>();
  for (const start of files) {
    const reached = new Set<string>();
    const queue = [start];
    for (const path of queue) {
      for (const target of targets.get(path) ?? []) {
        if (reached.has(target)) continue;
        reached.add(target);
        queue.push(target);
      }
    }
    reachable.set(start, reached);
  }
  const reaches = (from: string, to: string): boolean => reachable.get(from)?.has(to) === true;
  const circles = new Set<string>();
  for (const path of files) {
    const circle = [...files].filter((other) => reaches(path, other) && reaches(other, path));
    if (circle.length > 0) circles.add(circle.sort().join(' '));
  }
  return [...circles].map((circle) => circle.split(' '));

  function targetsOf(path: string): string[] {
    return importsOf(path, read(path))
      .filter(({ specifier, isLazy }) => specifier.startsWith('.') && !isLazy)
      .map(({ specifier }) => resolve(path, specifier, files))
      .filter((target) => files.has(target));
  }
}

/** The folder under src, or the entry itself. */
function roomOf(path: string): string {
  return path.includes('/') ? posix.dirname(path) : path;
}

/** As a bundler would: a file before a folder of the same name. */
function resolve(from: string, specifier: string, files: ReadonlySet<string>): string {
  const base = posix.join(posix.dirname(from), specifier);
  const found = [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((path) => files.has(path));
  return found ?? `(unknown)/${specifier}`;
}
