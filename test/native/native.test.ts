import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const APP = join(import.meta.dirname, 'app');
const EXAMPLE = join(import.meta.dirname, '../../examples/expo');
const exec = promisify(execFile);
/** A cold Metro on a busy machine. */
const MINUTES = 5 * 60_000;

/** Runs a program of Node's in the app; rejects with its output where it fails. */
async function node(...args: string[]): Promise<string> {
  try {
    const { stdout } = await exec(process.execPath, args, {
      cwd: APP,
      env: { ...process.env, NODE_ENV: undefined, CI: '1', EXPO_NO_TELEMETRY: '1' },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (thrown) {
    const { stdout, stderr } = thrown as { stdout?: string; stderr?: string };
    throw new Error(`node ${args.join(' ')}\n${stdout ?? ''}${stderr ?? ''}`, { cause: thrown });
  }
}

const bin = (path: string, ...args: string[]): Promise<string> =>
  node(join(APP, 'node_modules', path), ...args);

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

async function manifestIn(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

let out: string;
beforeAll(async () => {
  // Beside its peers as npm installs it, and no link: Metro looks for packages from where a file really is.
  const installed = join(APP, 'node_modules/react-plaid-relink');
  await rm(installed, { recursive: true, force: true });
  await mkdir(installed);
  await exec('tar', ['-xzf', inject('tarball'), '--strip-components=1', '-C', installed]);
  // The example finds its packages here, as it would in a folder of its own after npm install.
  await rm(join(APP, 'example-copy'), { recursive: true, force: true });
  await cp(EXAMPLE, join(APP, 'example-copy'), {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  });
  out = await mkdtemp(join(tmpdir(), 'relink-native-'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe('react-plaid-relink/native', () => {
  it(
    'react-plaid-relink/native passes its tests in Jest’s preset, with the globals of React Native',
    async () => {
      const report = join(out, 'jest.json');
      await bin('jest/bin/jest.js', '--ci', '--json', `--outputFile=${report}`);
      const { numPassedTests, numTotalTests } = JSON.parse(await readFile(report, 'utf8')) as {
        numPassedTests: number;
        numTotalTests: number;
      };
      expect(numPassedTests).toBe(numTotalTests);
      expect(numTotalTests).toBeGreaterThan(8);
    },
    MINUTES,
  );

  it.each([
    ['the room src/native, by the types of Plaid’s SDK and of React Native', 'tsconfig.src.json'],
    ['an app that uses the package', 'tsconfig.json'],
    ['the example for Expo', 'example-copy/tsconfig.json'],
  ])(
    '%s compiles without an error',
    async (_name, project) => {
      expect(await bin('typescript/bin/tsc', '--noEmit', '--project', project)).toBe('');
    },
    MINUTES,
  );

  it('the example names the versions that it is tested with', async () => {
    const [tested, shown] = await Promise.all([manifestIn(APP), manifestIn(EXAMPLE)]);
    const { 'react-plaid-relink': own, ...named } = {
      ...shown.dependencies,
      ...shown.devDependencies,
    };
    expect(own).toBe('*');
    expect({ ...tested.dependencies, ...tested.devDependencies }).toMatchObject(named);
  });
});

interface Bundle {
  code: string;
  modules: string[];
}

describe.each([
  ['a small app', 'metro.config.cjs', 'entry.tsx', ['ios']],
  ['the example for Expo', 'metro.example.cjs', 'index.ts', ['ios', 'android']],
])('%s, bundled by Metro', (name, config, entry, platforms) => {
  let bundles: Record<string, Bundle>;
  beforeAll(async () => {
    const folder = join(out, entry);
    await mkdir(folder);
    const printed = await node('bundle.cjs', join(APP, config), entry, folder, ...platforms);
    bundles = JSON.parse(printed) as Record<string, Bundle>;
  }, MINUTES);

  const bundleOf = (os: string): Bundle => {
    const bundle = bundles[os];
    if (!bundle) throw new Error(`${name} was not bundled for ${os}.`);
    return bundle;
  };

  it.each(platforms)(
    'Metro’s bundle for %s has the provider and Plaid’s SDK, and no react-dom, react-plaid-link or component',
    (os) => {
      const { modules } = bundleOf(os);
      const has = (part: string): boolean => modules.some((path) => path.includes(part));
      for (const needed of [
        'react-plaid-relink/dist/native/provider.js',
        'react-plaid-relink/dist/core/engine/engine.js',
        'node_modules/react-native-plaid-link-sdk/',
      ])
        expect([needed, has(needed)]).toEqual([needed, true]);
      const unwanted =
        /node_modules\/(?:react-dom|react-plaid-link)\/|dist\/(?:browser|components|messages)\//;
      expect(modules.filter((path) => unwanted.test(path))).toEqual([]);
    },
  );

  it.runIf(platform() === 'linux' && arch() === 'x64').each(platforms)(
    'Hermes compiles the bundle for %s',
    async (os) => {
      const hermesc = join(APP, 'node_modules/hermes-compiler/hermesc/linux64-bin/hermesc');
      const { code } = bundleOf(os);
      await exec(hermesc, ['-w', '-emit-binary', '-O', '-out', `${code}.hbc`, code]);
    },
  );

  it('the package’s files take nothing from the global scope that React Native lacks', async () => {
    const { modules } = bundleOf('ios');
    const files = modules.filter((path) => path.includes('react-plaid-relink/dist/'));
    const found = JSON.parse(await node('globals.cjs', ...files)) as Record<string, string>;
    expect(Object.entries(found).filter(([global]) => !(global in GLOBALS))).toEqual([]);
    expect(Object.keys(found)).toEqual(expect.arrayContaining(['fetch', 'performance', 'URL']));
  });
});

/**
 * The globals that the native entry names. Those of the language are Hermes', the rest is React Native's own
 * (Libraries/Core of 0.76 and later); what is missing there is read with care, as the reason says.
 */
const GLOBALS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'Array Boolean Date Error Infinity JSON Map Math Number Object Promise Reflect Set String Symbol WeakMap WeakSet globalThis'
      .split(' ')
      .map((global) => [global, 'Hermes']),
  ),
  AbortController: 'setUpXHR.js, without `reason` and `throwIfAborted` of its signals',
  Headers: 'setUpXHR.js',
  URL: 'setUpXHR.js; core/parse-url.ts reads it only where it has canParse, and core/engine/resume.ts is for web pages',
  fetch: 'setUpXHR.js',
  clearTimeout: 'setUpTimers.js',
  setTimeout: 'setUpTimers.js',
  queueMicrotask: 'setUpTimers.js',
  console: 'polyfills/console.js',
  performance: 'setUpPerformance.js',
  window: 'setUpGlobals.js; a typeof',
  document: 'missing; `globalThis.document?.`',
  reportError: 'missing in older versions; `globalThis.reportError ?? console.error`',
};
